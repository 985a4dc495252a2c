// Tells copies that other programs leave beside a log file from logs: read as logs, they would count everything twice.

/** What rsync writes before it renames: the name with a dot before it and six characters after it. */
const rsyncTemporary = /^\..+\.[A-Za-z0-9]{6}$/;

/** What is added to the name of a file that is being fetched, or was put aside. */
const copySuffix =
  /(?:~|\.(?:tmp|temp|part|partial|filepart|crdownload|bak|old|orig|swp))$|\.sync-conflict-\d{8}-\d{6}-\w+/;

/** The log files of one directory without the copies of others among them. */
export function withoutCopies(logFiles: readonly string[]): string[] {
  const names = new Set(logFiles);
  return logFiles.filter((name) => {
    if (rsyncTemporary.test(name)) return false;
    const original = name.replace(copySuffix, '');
    return original === name || !names.has(original);
  });
}
