// Archives of Stable-Baselines3: settings as JSON, weights and optimizer as files of PyTorch within.
// Source: stable_baselines3/common/save_util.py.
import type { ScalarValue } from '../../shared/checkpoints';
import { ZipArchive } from './archive/zipArchive';
import { parseJson } from './boundedJson';
import { MemorySource } from './byteSource';
import { fileContent, type FileContent } from './fileContent';
import { readTorchZip } from './torch/torchZip';

const mostJsonBytes = 64 * 1024 * 1024;
const mostPackedWeights = 256 * 1024 * 1024;

export function isStableBaselines(archive: ZipArchive): boolean {
  return archive.find('policy.pth') !== undefined && archive.find('data') !== undefined;
}

/** Settings that are pickled within the JSON are left alone. */
export async function readStableBaselines(archive: ZipArchive): Promise<FileContent> {
  const data = parseJson(await archive.bytes(archive.find('data')!, mostJsonBytes));
  const scalars: { name: string; value: ScalarValue }[] = [];
  for (const [name, value] of Object.entries(data ?? {})) {
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      scalars.push({ name, value: value as ScalarValue });
    }
  }
  const version = archive.find('_stable_baselines3_version');
  const writer = version ? new TextDecoder().decode(await archive.bytes(version, 1_000)) : null;
  const policy = await readMember(archive, 'policy.pth');
  const step = scalars.find(({ name }) => name === 'num_timesteps')?.value;
  const optimizer = archive.members.some(({ name }) => name.endsWith('optimizer.pth'));
  return fileContent({
    ...policy,
    format: 'stable-baselines3',
    framework: 'sb3',
    scalars,
    step: typeof step === 'number' ? step : null,
    parts: { ...policy.parts, weights: true, optimizer },
    writtenBy: writer === null ? null : `stable-baselines3 ${writer.trim()}`,
  });
}

async function readMember(archive: ZipArchive, name: string): Promise<FileContent> {
  const member = archive.find(name)!;
  const stored = await archive.storedSource(member);
  const source = stored ?? new MemorySource(await archive.bytes(member, mostPackedWeights));
  return readTorchZip(await ZipArchive.open(source), { places: true });
}
