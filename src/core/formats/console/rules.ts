// All rules, asked in this order where several have a mark in a line.
import type { Rule } from './rule';
import { composer } from './rules/composer';
import { deepSpeed } from './rules/deepSpeed';
import { kerasBar } from './rules/kerasBar';
import { looseLine } from './rules/looseLine';
import { mmEngine } from './rules/mmEngine';
import { nanoGpt } from './rules/nanoGpt';
import {
  catBoost,
  deepSpeedSpeed,
  detectron2,
  lightGbm,
  megatron,
  megatronValidation,
  torchtitan,
  torchtune,
  verl,
  xgboost,
} from './rules/presets';
import { richBar } from './rules/richBar';
import { table } from './rules/table';
import { tqdmBar } from './rules/tqdmBar';
import { trainerDict } from './rules/trainerDict';

export const rules: readonly Rule[] = [
  // Before the bars, which it looks at.
  trainerDict,
  tqdmBar,
  richBar,
  kerasBar,
  megatron,
  megatronValidation,
  nanoGpt,
  torchtitan,
  torchtune,
  verl,
  deepSpeed,
  deepSpeedSpeed,
  mmEngine,
  detectron2,
  composer,
  xgboost,
  lightGbm,
  catBoost,
  table,
];

/** The same with the one that takes whatever looks like a log: only where somebody asks for it. */
export const rulesWithLoose: readonly Rule[] = [...rules, looseLine];
