// Field keys (`number << 3 | wire type`) of Record that are read. Source: wandb_internal.proto, Record.

export const recordKeys = {
  history: 0x12,
  summary: 0x1a,
  stats: 0x3a,
  metric: 0x62,
  run: 0x8a,
  exit: 0x92,
} as const;
