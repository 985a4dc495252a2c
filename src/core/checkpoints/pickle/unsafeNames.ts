// Which names in a pickle no checkpoint needs: importing them is how a pickle runs what its maker wants.

/** Modules with nothing in them that a saved value is made of. */
const unsafeModules = new Set([
  ...['os', 'posix', 'nt', 'subprocess', 'sys', 'runpy', 'socket', 'shutil', 'webbrowser'],
  ...['importlib', 'pty', 'ctypes', 'pickle', '_pickle', 'commands', 'timeit', 'pdb', 'bdb'],
  ...['code', 'codeop', 'asyncio', 'multiprocessing', 'requests', 'urllib', 'http', 'pip'],
  ...['builtins.eval', 'builtins.exec', 'builtins.compile', 'builtins.open', 'builtins.getattr'],
  ...['builtins.__import__', 'builtins.breakpoint', 'builtins.input', 'operator.attrgetter'],
  ...['operator.methodcaller', 'torch.load', 'torch.hub', 'torch.jit.load', 'numpy.load'],
]);

/** The unsafe ones, in order. Python 2 called `builtins` `__builtin__`. */
export function unsafeAmong(names: Iterable<string>): string[] {
  return [...names]
    .filter((name) => {
      const parts = name.replace(/^__builtin__\./, 'builtins.').split('.');
      return parts.some((_, at) => unsafeModules.has(parts.slice(0, at + 1).join('.')));
    })
    .sort();
}
