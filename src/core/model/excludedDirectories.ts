// The directories that are never searched unless the settings say otherwise; the manifest's default is the same list.

/** Names of directories that hold thousands of files and never runs. */
export const defaultExcludedDirectories: readonly string[] = [
  '.git',
  '.hg',
  '.svn',
  '.tox',
  '.nox',
  '.venv',
  'venv',
  '.conda',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.ipynb_checkpoints',
  '__pycache__',
  'node_modules',
  'site-packages',
];
