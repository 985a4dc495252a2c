// Measures what the product must show and prints one table. Usage: node scripts/bench.mjs [NAME …]
import { ensureRuntime } from './support/runtime.mjs';

ensureRuntime();
const { benchNames, prepareBench } = await import('./support/benchSetup.mjs');
const { formatTable } = await import('./support/benchTable.mjs');

const known = benchNames();
const asked = process.argv.slice(2);
const strange = asked.filter((name) => !known.includes(name));
if (strange.length > 0) {
  console.error(`unknown benchmark ${strange.join(', ')}; there are: ${known.join(', ')}`);
  process.exit(2);
}

const names = asked.length > 0 ? asked : known;
const bench = await prepareBench(names);
const rows = [];
for (const name of names) {
  const start = performance.now();
  try {
    rows.push(...(await bench.measure(name)));
  } catch (error) {
    console.error(`${name} could not be measured:`, error);
    rows.push({ what: name, bar: '', measured: 'could not be measured', beside: '', met: false });
  }
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
console.log(`\n${formatTable(rows)}`);
process.exit(rows.every(({ met }) => met !== false) ? 0 : 1);
