// How much memory the points of all runs may take unless the settings say otherwise; the manifest's default is the same.

export const bytesPerMegabyte = 1 << 20;
export const defaultMemoryLimitMb = 512;
