// How runs differ, and what they say as text.
import assert from 'node:assert/strict';
import { compareFacts, printFacts } from '../../../../src/core/query/differences';
import type { Fact, FactSection, FactValue } from '../../../../src/shared/facts';

const fact = (section: FactSection, path: string, value: FactValue): Fact => ({
  section,
  path: path.split('.'),
  value,
  origin: 'log',
});

describe('differences of runs', () => {
  const one = [
    fact('config', 'lr', 0.1),
    fact('config', 'opt.name', 'adam'),
    fact('about', 'id', 'x1'),
    fact('environment', 'git.commit', 'aaa'),
    fact('environment', 'git.patch', '-a\n+b'),
  ];
  const other = [
    fact('config', 'lr', 0.2),
    fact('config', 'opt.name', 'adam'),
    fact('config', 'seed', 1),
    fact('about', 'id', 'x2'),
  ];

  it('are told by section and path, without what means nothing', () => {
    assert.deepEqual(compareFacts([one, other]), [
      {
        section: 'config',
        rows: [
          { name: 'lr', values: ['0.1', '0.2'], differs: true },
          { name: 'opt.name', values: ['adam', 'adam'], differs: false },
          { name: 'seed', values: [null, '1'], differs: true },
        ],
      },
      {
        section: 'environment',
        rows: [
          { name: 'git.commit', values: ['aaa', null], differs: true },
          { name: 'git.patch', values: ['-a\n+b', null], differs: true },
        ],
      },
    ]);
  });

  it('stand side by side as sorted text, a patch with its lines', () => {
    assert.equal(
      printFacts(one),
      'about:\n  id: x1\n\nconfig:\n  lr: 0.1\n  opt.name: adam\n\n' +
        'environment:\n  git.commit: aaa\n  git.patch: |\n    -a\n    +b\n',
    );
  });
});
