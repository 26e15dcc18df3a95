/** The content as open data. */
import { entries } from './content.ts';
import { changesOf, type DataChange } from './data-changes.ts';
import { datasetCsv, datasetJson, DATASETS, schemaJson, relationsOf, type DataEntry, type DatasetName, type TitleOf } from './open-data.ts';
import { siteIdentity } from './identity.ts';
import { groupBy } from './ordering.ts';
import { ALL_FIELDS, noteField } from './page-reads.ts';
import { absolute } from './urls.ts';

/** Site paths of a dataset's files. */
export function datasetPaths(noun: DatasetName): { json: string; csv: string; schema: string } {
  return { json: `/data/${noun}.json`, csv: `/data/${noun}.csv`, schema: `/data/schema/${noun}.json` };
}

async function getTitles(noun: DatasetName): Promise<TitleOf> {
  const nouns = relationsOf(noun);
  const all = new Map(await Promise.all(nouns.map(async (each) => [each, new Map((await entries(each)).map((entry) => [entry.id, entry]))] as const)));
  // What is kept of an item was read from all of it.
  noteField(noun, ALL_FIELDS);
  return (each, id) => all.get(each)?.get(id)?.data.title;
}

async function getDataEntries(noun: DatasetName): Promise<DataEntry[]> {
  return (await entries(noun)).map(({ id, path, data }) => ({ id, url: absolute(path), data }));
}

/** How many items a dataset has. */
export async function getDatasetSize(noun: DatasetName): Promise<number> {
  return (await entries(noun)).length;
}

/** What changed in the datasets, by day and dataset, the latest day first; at most `most` days. */
export async function getDataChanges(most: number): Promise<{ date: string; datasets: (DataChange & { noun: DatasetName })[] }[]> {
  const all = (await Promise.all(DATASETS.map(async (noun) => changesOf(await entries(noun)).map((change) => ({ ...change, noun }))))).flat();
  return [...groupBy(all, ({ date }) => [date])].sort(([a], [b]) => (a > b ? -1 : 1)).slice(0, most).map(([date, datasets]) => ({ date, datasets }));
}

/** A dataset's JSON file. */
export async function getDatasetJson(noun: DatasetName): Promise<string> {
  const { json, schema } = datasetPaths(noun);
  return datasetJson(noun, await getDataEntries(noun), await getTitles(noun), { self: absolute(json), schema: absolute(schema), publisher: siteIdentity().sponsor ?? siteIdentity().name });
}

/** A dataset's CSV file. */
export async function getDatasetCsv(noun: DatasetName): Promise<string> {
  return datasetCsv(noun, await getDataEntries(noun), await getTitles(noun));
}

/** The JSON Schema of a dataset's items. */
export function getDatasetSchema(noun: DatasetName): string {
  return schemaJson(noun, absolute(datasetPaths(noun).schema));
}

/** One route for each dataset, for endpoints whose parameter is `noun`. */
export function datasetRoutes(): { params: { noun: DatasetName } }[] {
  return DATASETS.map((noun) => ({ params: { noun } }));
}
