// The language of filters: what it means, what it says of mistakes, and what it offers at the caret.
import assert from 'node:assert/strict';
import { parseFilter } from '../../../../src/core/query/expression';
import { completeFilter } from '../../../../src/core/query/expressionCompletion';
import { ColumnNames } from '../../../../src/core/query/columnNames';
import {
  compileFilter,
  type Cell,
  type FilterTable,
} from '../../../../src/core/query/expressionMatch';
import type { ColumnKind, ColumnOrigin, TableColumn } from '../../../../src/shared/tableContract';

/** 2026-11-22 20:00 local time. */
const now = new Date(2026, 10, 22, 20, 0, 0).getTime();
const hoursAgo = (hours: number): number => now / 1000 - hours * 3600;

interface Sample {
  readonly origin: ColumnOrigin;
  readonly kind: ColumnKind;
  readonly cells: readonly Cell[];
}

const samples: Readonly<Record<string, Sample>> = {
  'run:name': { origin: 'run', kind: 'text', cells: ['base', 'big model', 'run-10', 'run-9'] },
  'run:status': { origin: 'run', kind: 'text', cells: ['failed', 'running', 'failed', 'finished'] },
  'run:started': {
    origin: 'run',
    kind: 'time',
    cells: [hoursAgo(1), hoursAgo(30), hoursAgo(100), null],
  },
  'run:duration': { origin: 'run', kind: 'duration', cells: [3000, 8000, null, 60] },
  'run:size': { origin: 'run', kind: 'bytes', cells: [2e9, 5e8, 100, 0] },
  'note:tags': { origin: 'note', kind: 'tags', cells: ['baseline, paper', null, 'paper', 'old'] },
  'note:star': { origin: 'note', kind: 'boolean', cells: [1, 0, 0, 1] },
  'config:lr': { origin: 'config', kind: 'number', cells: [1e-4, 1e-3, 0.01, null] },
  'config:optimizer.name': {
    origin: 'config',
    kind: 'text',
    cells: ['AdamW', 'sgd', 'adam', null],
  },
  'config:odd "name"': { origin: 'config', kind: 'text', cells: ['x', null, null, 'in'] },
  'config:seed': { origin: 'config', kind: 'mixed', cells: [1, 'auto', 3, null] },
  'metric:val/loss': {
    origin: 'metric',
    kind: 'number',
    cells: [Math.fround(0.3), 0.5, NaN, null],
  },
  'metric.min:val/loss': { origin: 'metric', kind: 'number', cells: [0.2, 0.4, 0.1, null] },
};

const columns = Object.entries(samples)
  .filter(([key]) => !key.startsWith('metric.'))
  .map(([key, { origin, kind }]): TableColumn => {
    const name = key.slice(key.indexOf(':') + 1);
    const aggregate = origin === 'metric' ? 'last' : null;
    return { key, name, origin, kind, aggregate, filled: 4, varies: true, goal: null };
  });
const names = new ColumnNames(columns);

const table: FilterTable = {
  find: (name) => {
    const key = names.find(name);
    const sample = key === null ? undefined : samples[key];
    return sample ? { kind: sample.kind, cell: (row) => sample.cells[row] ?? null } : null;
  },
  searchText: (row) => String(samples['run:name']!.cells[row]).toLowerCase(),
};

/** The rows that pass, or what is wrong. */
function rowsOf(filter: string): readonly number[] | string {
  const parsed = parseFilter(filter);
  const compiled = parsed.ok ? compileFilter(parsed.value, table, now) : parsed;
  if (!compiled.ok) {
    const { kind, from, to, detail } = compiled.error;
    return `${kind} ${from}-${to}${detail === null ? '' : ` ${detail}`}`;
  }
  return [0, 1, 2, 3].filter(compiled.value);
}

/** One line a filter with what it lets through. */
const facts: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  'joins conditions': {
    '': [0, 1, 2, 3],
    'lr < 1e-3 and status = failed': [0],
    'lr < 1e-3 or status = failed': [0, 2],
    'status = failed lr > 1e-3': [2],
    'status = failed or status = running and lr > 1': [0, 2],
    '(status = failed or status = running) and lr >= 1e-3': [1, 2],
    'not status = failed': [1, 3],
    '!(status = failed) and has lr': [1],
    'NOT (lr < 1 OR star = true)': [],
  },
  'compares numbers': {
    'lr = 0.001': [1],
    'lr <= 1e-3': [0, 1],
    'lr ≥ 1e-3': [1, 2],
    'lr != 0.001': [0, 2, 3],
    'lr in (1e-4, 0.01)': [0, 2],
    'lr not in (1e-4, 0.01)': [1, 3],
    'val/loss = 0.3': [0],
    'val/loss < 0.4': [0],
    'val/loss = nan': [2],
    'val/loss.min < 0.3': [0, 2],
    'val/loss.last > 0.4': [1],
    'has val/loss': [0, 1, 2],
    'not has val/loss': [3],
  },
  'compares texts without case': {
    'status = FAILED': [0, 2],
    'optimizer.name = adamw': [0],
    'name > run-9': [2],
    'optimizer.name ~ ^adam': [0, 2],
    'optimizer.name !~ ^adam': [1, 3],
    'name ~ "run-\\\\d+$"': [2, 3],
  },
  'knows times, spans, sizes, truth values and tags': {
    'started >= today': [0],
    'started > 3d ago': [0, 1],
    'started < yesterday': [2],
    'started = 2026-11-21': [1],
    'started > 2026-11-22T18:30': [0],
    'duration > 2h': [1],
    'duration < 1h': [0, 3],
    'duration > 100': [0, 1],
    'size >= 0.5GB': [0, 1],
    'size < 1kB': [2, 3],
    'star = true': [0, 3],
    'star = no': [1, 2],
    'tags = paper': [0, 2],
    'tags != paper': [1, 3],
    'tags in (old, baseline)': [0, 3],
  },
  'finds columns by key, name, end of name and other words': {
    'config:lr < 1e-3': [0],
    'config.lr < 1e-3': [0],
    'LR < 1e-3': [0],
    'loss.min < 0.3': [0, 2],
    'state = running': [1],
    '"odd \\"name\\"" = x': [0],
    '`odd "name"` = "in"': [3],
    'seed = auto': [1],
    'seed > 2': [1, 2],
  },
  'looks for a word by itself': {
    model: [1],
    run: [2, 3],
    '"big model"': [1],
    'run not 9': [2],
  },
};

describe('the language of filters', () => {
  for (const [fact, filters] of Object.entries(facts)) {
    it(fact, () => {
      const found = Object.fromEntries(Object.keys(filters).map((one) => [one, rowsOf(one)]));
      assert.deepEqual(found, filters);
    });
  }

  it('says what is wrong and where', () => {
    const wrong = {
      'lr <': 'missingValue 4-4',
      'lr < and x': 'missingValue 5-5',
      '< 3': 'missingColumn 0-0',
      'lr < 3 and': 'missingTerm 10-10',
      'or lr < 3': 'missingTerm 0-0',
      '(lr < 3': 'unclosedGroup 0-1',
      'lr < 3)': 'unexpectedClose 6-7',
      '()': 'missingTerm 1-1',
      'name = "base': 'unclosedQuote 7-12',
      'lr in 3': 'missingList 6-6',
      'lr in (3': 'unclosedGroup 6-7',
      'lr in (3 4)': 'unexpectedWord 9-10 4',
      'lr < 3 , x': 'unexpectedWord 7-8 ,',
      has: 'missingColumn 3-3',
      'nothing < 3': 'unknownColumn 0-7 nothing',
      'lr < small': 'notANumber 5-10 small',
      'started > soon': 'notATime 10-14 soon',
      'started > 2026-02-30': 'notATime 10-20 2026-02-30',
      'name ~ "(a"': 'badPattern 7-11 (a',
      'name ~ "(?=a)"': 'badPattern 7-14 (?=a)',
    };
    const found = Object.fromEntries(Object.keys(wrong).map((one) => [one, rowsOf(one)]));
    assert.deepEqual(found, wrong);
  });

  it('refuses what is too long or too deep', () => {
    assert.deepEqual(
      [rowsOf('('.repeat(200)), rowsOf('x'.repeat(20_000))],
      ['tooLong 100-101', 'tooLong 10000-20000'],
    );
  });
});

describe('completion of filters', () => {
  const source = {
    columns,
    find: (name: string) => {
      const key = names.find(name);
      const sample = key === null ? undefined : samples[key];
      const texts = sample?.cells.filter((cell) => typeof cell === 'string') ?? [];
      return sample ? { kind: sample.kind, texts } : null;
    },
  };
  /** The caret is where `|` stands. */
  const offer = (text: string): readonly string[] => {
    const caret = text.indexOf('|');
    const { from, to, suggestions } = completeFilter(text.replace('|', ''), caret, source);
    return [`${from}-${to}`, ...suggestions.map((one) => one.text)];
  };

  it('offers what begins or goes on as typed', () => {
    assert.deepEqual(
      {
        column: offer('sta|'),
        part: offer('loss|'),
        operator: offer('lr |'),
        value: offer('status = f|'),
        every: offer('status = |'),
        time: offer('started > |'),
        list: offer('status in (failed, |'),
        next: offer('lr < 3 |'),
        middle: offer('sta|tus = failed'),
        quoted: offer('odd|'),
      },
      {
        column: ['0-3', 'status', 'started', 'note:star'.slice(5)],
        part: [
          '0-4',
          'val/loss',
          ...['min', 'max', 'mean', 'first', 'count'].map((one) => `val/loss.${one}`),
        ],
        operator: ['3-3', '<', '<=', '=', '!=', '>=', '>', 'in', 'and', 'or'],
        value: ['9-10', 'failed', 'finished'],
        every: ['9-9', 'failed', 'running', 'finished'],
        time: ['10-10', 'today', 'yesterday', '1h ago', '3d ago'],
        list: ['19-19', 'failed', 'running', 'finished'],
        next: ['7-7', 'and', 'or'],
        middle: ['0-6', 'status', 'started', 'star'],
        quoted: ['0-3', '"odd \\"name\\""'],
      },
    );
  });
});
