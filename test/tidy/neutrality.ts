// Compiles the rooms that must run anywhere against chosen surroundings.
import path from 'node:path';
import ts from 'typescript';
import { root } from './project';

interface Surroundings {
  readonly lib: readonly string[];
  readonly types: readonly string[];
}

export const withoutDom: Surroundings = { lib: ['lib.es2023.d.ts'], types: ['node'] };
export const withoutNode: Surroundings = {
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
};

/** Compiles files (relative to the root) and gives the errors found in them, one line each. */
export function findCompileErrors(
  files: readonly string[],
  { lib, types }: Surroundings,
  texts: ReadonlyMap<string, string> = new Map(),
): string[] {
  const options: ts.CompilerOptions = { ...baseOptions(), lib: [...lib], types: [...types] };
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) => {
    const text = texts.get(path.relative(root, name));
    return text === undefined
      ? readFile(name, version, ...rest)
      : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram(
    files.map((file) => path.join(root, file)),
    options,
    host,
  );
  return ts.getPreEmitDiagnostics(program).map(describeDiagnostic);
}

function baseOptions(): ts.CompilerOptions {
  const file = path.join(root, 'tsconfig.base.json');
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as {
    config: { compilerOptions: unknown };
  };
  return ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options;
}

function describeDiagnostic(diagnostic: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
  if (!diagnostic.file || diagnostic.start === undefined) return message;
  const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
  return `${path.relative(root, diagnostic.file.fileName)}:${line + 1} ${message}`;
}
