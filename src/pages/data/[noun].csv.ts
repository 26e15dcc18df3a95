/** /data/<noun>.csv: a dataset for spreadsheets. */
import type { APIRoute } from 'astro';
import { datasetRoutes, getDatasetCsv } from '#/lib/datasets.ts';
import type { DatasetName } from '#/lib/open-data.ts';

export const getStaticPaths = datasetRoutes;

export const GET: APIRoute<never, { noun: DatasetName }> = async ({ params }) => new Response(Buffer.from(await getDatasetCsv(params.noun)), { headers: { 'content-type': 'text/csv; charset=utf-8; header=present' } });
