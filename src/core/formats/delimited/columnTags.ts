// What the columns of a table are called beside those of the run's other tables.

/** dvclive/plots/metric.py: `train/loss` becomes `plots/metrics/train/loss.tsv` with a column `loss`. */
const dvclivePath = /(?:^|\/)plots\/metrics\/(.+)\.tsv$/;
/** CatBoost's two tables have the same columns. */
const catboostName = /(?:^|\/)(learn|test)_error\.tsv$/;
/** deepspeed/monitor/csv_monitor.py: `Train/Samples/lr` becomes `Train_Samples_lr.csv` with a column `lr`. */
const deepspeedName = /(?:^|\/)Train_([A-Z][A-Za-z]*)_(.+)\.csv$/;

/** What TensorBoard's pages give to download (tf-scalar-dashboard) is a column `Value` in `run-train-tag-loss.csv`. */
const downloadName = /-tag-(.+)\.csv$/;

/** @param file relative to the run's directory */
export function tagOfColumn(file: string, column: string): string {
  const [, catboostPart] = catboostName.exec(file) ?? [];
  if (catboostPart !== undefined) return `${catboostPart}/${column}`;
  const [, metric] = dvclivePath.exec(file) ?? [];
  if (metric?.split('/').at(-1) === column) return metric;
  const [, group, name] = deepspeedName.exec(file) ?? [];
  if (group !== undefined && name === column.replaceAll(' ', '_'))
    return `Train/${group}/${column}`;
  const [, downloaded] = downloadName.exec(file) ?? [];
  return downloaded !== undefined && column === 'Value' ? downloaded : column;
}
