// Charts that the author of a run composed: a tensor that holds one Layout message.
// Source: tensorboard/plugins/custom_scalar/layout.proto.
import type { Reader } from 'protobufjs/minimal';
import type { LayoutChart, LayoutContent } from '../../../../shared/content';
import { readNested } from '../wire';
import { readText, walkMessage, wholeRange } from './message';
import { onlyString, type StoredValue } from './storedValue';

type Category = LayoutContent['categories'][number];
type MarginSeries = Extract<LayoutChart, { form: 'margins' }>['series'][number];

const categoryKey = 0x12;
const categoryKeys = { title: 0x0a, chart: 0x12, closed: 0x18 } as const;
const chartKeys = { title: 0x0a, lines: 0x12, margins: 0x1a } as const;
const linesTagKey = 0x0a;
const marginsSeriesKey = 0x0a;
const seriesKeys = { value: 0x0a, lower: 0x12, upper: 0x1a } as const;

export function readLayout(value: StoredValue): LayoutContent {
  const categories: Category[] = [];
  walkMessage(wholeRange(onlyString(value)), (reader, key) => {
    if (key !== categoryKey) return false;
    categories.push(readCategory(reader));
    return true;
  });
  return { kind: 'layout', categories };
}

function readCategory(reader: Reader): Category {
  const charts: LayoutChart[] = [];
  let title = '';
  let closed = false;
  readNested(reader, (key) => {
    if (key === categoryKeys.title) title = readText(reader);
    else if (key === categoryKeys.closed) closed = reader.bool();
    else if (key === categoryKeys.chart) charts.push(readChart(reader));
    else return false;
    return true;
  });
  return { title, closed, charts };
}

function readChart(reader: Reader): LayoutChart {
  const chart: { title: string; form: LayoutChart['form'] } = { title: '', form: 'lines' };
  const tags: string[] = [];
  const series: MarginSeries[] = [];
  readNested(reader, (key) => {
    if (key === chartKeys.title) chart.title = readText(reader);
    else if (key === chartKeys.lines) {
      chart.form = 'lines';
      readNested(reader, (inner) => inner === linesTagKey && tags.push(readText(reader)) > 0);
    } else if (key === chartKeys.margins) {
      chart.form = 'margins';
      readNested(
        reader,
        (inner) => inner === marginsSeriesKey && series.push(readSeries(reader)) > 0,
      );
    } else return false;
    return true;
  });
  const { title, form } = chart;
  return form === 'margins' ? { form, title, series } : { form, title, tags };
}

function readSeries(reader: Reader): MarginSeries {
  const series = { value: '', lower: '', upper: '' };
  readNested(reader, (key) => {
    if (key === seriesKeys.value) series.value = readText(reader);
    else if (key === seriesKeys.lower) series.lower = readText(reader);
    else if (key === seriesKeys.upper) series.upper = readText(reader);
    else return false;
    return true;
  });
  return series;
}
