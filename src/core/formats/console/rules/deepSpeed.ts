// DeepSpeed (runtime/engine.py): `step=10, skipped=0, lr=[1e-05], mom=[(0.9, 0.999)]`.
import { numberPattern, valueOf } from '../numbers';
import { statelessRule } from '../rule';

const line = new RegExp(`^step=(\\d+), skipped=(\\d+), lr=\\[(${numberPattern})`);

export const deepSpeed = statelessRule(
  { id: 'deepSpeed', marks: ['skipped='], sureAfter: 2 },
  ({ text, wallTime }, outlet) => {
    const match = line.exec(text);
    if (!match) return false;
    outlet.add({
      step: Number(match[1]),
      wallTime,
      values: [
        ['lr', valueOf(match[3]!)],
        ['skipped', Number(match[2])],
      ],
    });
    return true;
  },
);
