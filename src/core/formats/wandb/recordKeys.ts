// Field keys (`number << 3 | wire type`) of Record that are read. Source: wandb_internal.proto, Record.

export const recordKeys = {
  history: 0x12,
  summary: 0x1a,
  output: 0x22,
  config: 0x2a,
  files: 0x32,
  stats: 0x3a,
  artifact: 0x42,
  tensorboard: 0x4a,
  alert: 0x52,
  telemetry: 0x5a,
  metric: 0x62,
  rawOutput: 0x6a,
  run: 0x8a,
  exit: 0x92,
  preempting: 0xba,
  useArtifact: 0xca,
  environment: 0xd2,
  loggerOutput: 0xda,
} as const;
