// Columns as regular and as hostile as they come, for tests of packing.

/** Makes number `i` of a column; what a column remembers is in its closure. */
export type ColumnMaker = (random: () => number) => (i: number) => number;

/** Sums up steps from a start. */
function summing(start: number, next: (random: () => number) => number): ColumnMaker {
  return (random) => {
    let sum = start;
    return () => (sum += next(random));
  };
}

const odd = [NaN, Infinity, -Infinity, -0, 0, 5e-324, -1e300, 2 ** 53, 1.5];

/** Steps and wall times alike, each with how it is kept when it is packed. */
export const keyColumns: Readonly<Record<string, { make: ColumnMaker; kept: string }>> = {
  'every step': { make: () => (i) => i, kept: 'even' },
  'every hundredth step': { make: () => (i) => 7 + 100 * i, kept: 'even' },
  'steps that go down': { make: () => (i) => 1e6 - 3 * i, kept: 'even' },
  'one step over and over': { make: () => () => 42, kept: 'even' },
  'steps with gaps': {
    make: summing(0, (random) => Math.floor(random() ** 6 * 40)),
    kept: 'offsets of 2',
  },
  'steps with wide gaps': {
    make: summing(-1e12, (random) => Math.floor(random() * 1e5)),
    kept: 'offsets of 4',
  },
  'steps that jump': {
    make: (random) => () => Math.floor((random() - 0.5) * 2 ** 53),
    kept: 'plain',
  },
  'steps back and forth': {
    make: (random) => (i) => i + Math.floor(random() * 50),
    kept: 'offsets of 2',
  },
  'a clock of milliseconds': {
    make: summing(1_700_000_000, (random) => Math.floor(random() * 200) / 1000),
    kept: 'offsets of 4',
  },
  'a clock of microseconds': {
    make: summing(1_700_000_000.123456, (random) => random() * 5),
    kept: 'offsets of 4',
  },
  'a clock as even as doubles allow': {
    make: () => (i) => 1_700_000_000 + i * 0.05,
    kept: 'offsets of 4',
  },
  'a clock of whole seconds': {
    make: summing(1_700_000_000, (random) => Math.floor(random() * 3)),
    kept: 'offsets of 2',
  },
  'a clock that is set back': {
    make: (random) => (i) => 1_700_000_000 + i - (i % 500 === 77 ? 20 + random() : 0),
    kept: 'offsets of 4',
  },
  'a clock that passes a power of two': {
    make: (random) => (i) => 2 ** 30 - 2000 + i + Math.round(random() * 1024) / 1024,
    kept: 'offsets of 4',
  },
  'an hour between points': {
    make: summing(1_700_000_000, (random) => 3600 + random()),
    kept: 'plain',
  },
  'seconds since the start': { make: summing(0, (random) => random()), kept: 'plain' },
  'no wall times': { make: () => () => NaN, kept: 'plain' },
  'a missing one': { make: () => (i) => (i === 3000 ? NaN : i), kept: 'plain' },
  'a zero with a sign': { make: () => (i) => (i === 1000 ? -0 : i - 1000), kept: 'plain' },
  'zeros with a sign': { make: () => () => -0, kept: 'plain' },
  infinities: { make: () => () => Infinity, kept: 'offsets of 2' },
  'the smallest numbers': { make: (random) => () => random() * 1e-310, kept: 'plain' },
  'the largest numbers': { make: (random) => () => random() * 1.7e308, kept: 'plain' },
  'anything at all': {
    make: (random) => () => (random() < 0.3 ? odd[Math.floor(random() * odd.length)]! : random()),
    kept: 'plain',
  },
};

export const valueColumns: Readonly<Record<string, ColumnMaker>> = {
  float32: (random) => () => Math.fround(random()),
  doubles: (random) => () => random(),
  'a double now and then': (random) => (i) => (i % 6000 === 5999 ? 0.1 : Math.fround(random())),
  'anything at all': (random) => (i) =>
    random() < 0.3 ? odd[Math.floor(random() * odd.length)]! : i,
};
