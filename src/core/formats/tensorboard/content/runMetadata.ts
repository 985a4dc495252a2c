// Measurements of one step of a graph: what ran where, and the graphs of the functions that ran.
// Source: tensorflow/core/protobuf/config.proto and tensorflow/core/framework/step_stats.proto.
import type { Reader } from 'protobufjs/minimal';
import type { RunMetadataContent } from '../../../../shared/content';
import { readNested, readRange, type ByteRange } from '../wire';
import { readGraph } from './graph';
import { bytesOf, readText, walkMessage, wholeRange } from './message';

/** Field keys of TaggedRunMetadata, RunMetadata and its FunctionGraphs, StepStats and DeviceStepStats. */
const taggedBytesKey = 0x12;
const metadataKeys = { stepStats: 0x0a, functionGraphs: 0x22 } as const;
const originalGraphKey = 0x12;
const stepDeviceKey = 0x0a;
const deviceKeys = { device: 0x0a, node: 0x12 } as const;

/** @param tagged a TaggedRunMetadata */
export function readTaggedRunMetadata(tagged: ByteRange): RunMetadataContent {
  let metadata: Uint8Array = new Uint8Array(0);
  walkMessage(tagged, (reader, key) => {
    if (key !== taggedBytesKey) return false;
    metadata = bytesOf(readRange(reader));
    return true;
  });
  return readRunMetadata(metadata);
}

/** @param bytes a RunMetadata */
export function readRunMetadata(bytes: Uint8Array): RunMetadataContent {
  const devices: RunMetadataContent['devices'][number][] = [];
  const graphs: RunMetadataContent['graphs'][number][] = [];
  walkMessage(wholeRange(bytes), (reader, key) => {
    if (key === metadataKeys.stepStats) {
      readNested(
        reader,
        (inner) => inner === stepDeviceKey && devices.push(readDevice(reader)) > 0,
      );
    } else if (key === metadataKeys.functionGraphs) {
      readNested(reader, (inner) => {
        return inner === originalGraphKey && graphs.push(readGraph(readRange(reader))) > 0;
      });
    } else return false;
    return true;
  });
  return { kind: 'runMetadata', devices, graphs, bytes };
}

function readDevice(reader: Reader): RunMetadataContent['devices'][number] {
  let device = '';
  let nodes = 0;
  readNested(reader, (key) => {
    if (key === deviceKeys.device) device = readText(reader);
    else if (key === deviceKeys.node) nodes++;
    return key === deviceKeys.device;
  });
  return { device, nodes };
}
