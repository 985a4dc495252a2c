// Writes event files of images with scalars between them, as large as wanted, in the layout of PyTorch's writer.
import { createHash } from 'node:crypto';
import { openScalarLog } from './scalarLog';

export interface ImageLogPlan {
  /** About how many bytes the file gets. */
  readonly fileBytes: number;
  /** Bytes of each image. */
  readonly imageBytes: number;
  /** Scalars over the whole file, in even portions between the images. */
  readonly scalars: number;
}

const startTime = 1_700_000_000;
const tag = Buffer.from('val/samples');
const scalarTag = Buffer.from('train/loss');
/** The first bytes of every PNG file. */
const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

/** Writes one event file into `directory`; returns its path and how many images are in it. */
export function writeImageLog(
  directory: string,
  { fileBytes, imageBytes, scalars }: ImageLogPlan,
): { readonly file: string; readonly images: number } {
  const writer = openScalarLog(directory, 1 << 20);
  const images = Math.floor(fileBytes / imageBytes);
  const image = noise(imageBytes);
  let step = 0;
  for (let done = 0; done < images; done++) {
    for (; step < Math.floor(((done + 1) * scalars) / images); step++) {
      writer.scalar(scalarTag, step, startTime + step * 0.05, 1 / (1 + step));
    }
    image.writeUInt32LE(done, imageBytes - 4);
    writer.data(imageEvent(startTime + done, done, image));
  }
  writer.close();
  return { file: writer.file, images };
}

/** Compressed images look like noise: no byte of them says anything about the next. */
function noise(bytes: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes / 64) }, (_, block) =>
    createHash('sha512').update(String(block)).digest(),
  );
  const made = Buffer.concat(blocks).subarray(0, bytes);
  pngSignature.copy(made);
  return made;
}

/** `Event { wall_time: 1, step: 2, summary: 5 { value: 1 { tag: 1, image: 4 { height … encoded: 4 } } } }` */
function imageEvent(wallTime: number, step: number, png: Buffer): Buffer {
  const time = Buffer.alloc(9);
  time[0] = 0x09;
  time.writeDoubleLE(wallTime, 1);
  const size = Buffer.concat([numberField(1, 128), numberField(2, 128), numberField(3, 3)]);
  const image = Buffer.concat([size, bytesField(4, png)]);
  const value = Buffer.concat([bytesField(1, tag), bytesField(4, image)]);
  return Buffer.concat([time, numberField(2, step), bytesField(5, bytesField(1, value))]);
}

function numberField(number: number, value: number): Buffer {
  return Buffer.from([number << 3, ...varint(value)]);
}

function bytesField(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(content.length)]), content]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}
