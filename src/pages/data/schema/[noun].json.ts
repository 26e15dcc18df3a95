/** /data/schema/<noun>.json: JSON Schema of a dataset's items. */
import type { APIRoute } from 'astro';
import { datasetRoutes, getDatasetSchema } from '#/lib/datasets.ts';
import type { DatasetName } from '#/lib/open-data.ts';

export const getStaticPaths = datasetRoutes;

export const GET: APIRoute<never, { noun: DatasetName }> = ({ params }) => new Response(getDatasetSchema(params.noun), { headers: { 'content-type': 'application/schema+json; charset=utf-8' } });
