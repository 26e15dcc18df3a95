/** /data/<noun>.json: a dataset for programs. */
import type { APIRoute } from 'astro';
import { datasetRoutes, getDatasetJson } from '#/lib/datasets.ts';
import type { DatasetName } from '#/lib/open-data.ts';

export const getStaticPaths = datasetRoutes;

export const GET: APIRoute<never, { noun: DatasetName }> = async ({ params }) => new Response(Buffer.from(await getDatasetJson(params.noun)), { headers: { 'content-type': 'application/json; charset=utf-8' } });
