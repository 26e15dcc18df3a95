/** The smallest sites that show the articles, one for each generator: a layout, a page for each article, a list of all. */
import { BODY_COMPONENTS } from '#/schemas/components.ts';

const NAMES = Object.keys(BODY_COMPONENTS);
const STYLE = 'body{font-family:sans-serif;line-height:1.75;max-inline-size:40em;margin-inline:auto;padding:1rem}img{max-inline-size:100%}';
const ASTRO_CONFIG = (more: string, imports: string): string => `import { defineConfig } from 'astro/config';\n${imports}\nexport default defineConfig({ site: 'https://example.org', integrations: [${more}] });\n`;

/** Files of each peer, by its name and theirs. */
export const FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  astro: {
    'package.json': '{"private":true,"type":"module"}',
    'astro.config.mjs': ASTRO_CONFIG('mdx()', "import mdx from '@astrojs/mdx';"),
    'src/content.config.ts': "import { defineCollection } from 'astro:content';\nimport { z } from 'astro/zod';\nimport { glob } from 'astro/loaders';\nexport const collections = { articles: defineCollection({ loader: glob({ pattern: '*.mdx', base: './articles' }), schema: z.object({ title: z.string(), summary: z.string(), date: z.coerce.date(), topics: z.array(z.string()) }) }) };\n",
    'src/Box.astro': '<div class="box"><slot /></div>\n',
    'src/Layout.astro': `---\nconst { title, description } = Astro.props;\n---\n<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><meta name="description" content={description}><style is:global>${STYLE}</style></head><body><main><h1>{title}</h1><slot /></main></body></html>\n`,
    'src/pages/science/[id].astro': `---\nimport { getCollection, render } from 'astro:content';\nimport Layout from '../../Layout.astro';\nimport Box from '../../Box.astro';\nexport async function getStaticPaths() {\n  return (await getCollection('articles')).map((entry) => ({ params: { id: entry.id }, props: { entry } }));\n}\nconst { entry } = Astro.props;\nconst { Content } = await render(entry);\n---\n<Layout title={entry.data.title} description={entry.data.summary}><Content components={{ ${NAMES.map((name) => `${name}: Box`).join(', ')} }} /></Layout>\n`,
    'src/pages/index.astro': "---\nimport { getCollection } from 'astro:content';\nimport Layout from '../Layout.astro';\nconst all = await getCollection('articles');\n---\n<Layout title=\"全部\" description=\"全部文章\"><ul>{all.map((entry) => <li><a href={`/science/${entry.id}/`}>{entry.data.title}</a></li>)}</ul></Layout>\n",
  },
  eleventy: {
    'package.json': '{"private":true,"type":"module"}',
    'eleventy.config.js': "export default function (config) {\n  config.addPassthroughCopy('media');\n  return { markdownTemplateEngine: false, dir: { output: '_site' } };\n}\n",
    '_includes/page.njk': `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ title }}</title><meta name="description" content="{{ summary }}"><style>${STYLE}</style></head><body><main data-pagefind-body><h1>{{ title }}</h1>{{ content | safe }}</main></body></html>\n`,
    'science/science.json': '{"layout":"page.njk","tags":"articles"}',
    'index.njk': '---\nlayout: page.njk\ntitle: 全部\n---\n<ul>{% for each in collections.articles %}<li><a href="{{ each.url }}">{{ each.data.title }}</a></li>{% endfor %}</ul>\n',
  },
  starlight: {
    'package.json': '{"private":true,"type":"module"}',
    'astro.config.mjs': ASTRO_CONFIG("starlight({ title: '科普', locales: { root: { label: '简体中文', lang: 'zh-CN' } }, sidebar: [{ label: '首页', link: '/' }] })", "import starlight from '@astrojs/starlight';"),
    'src/content.config.ts': "import { defineCollection } from 'astro:content';\nimport { docsLoader } from '@astrojs/starlight/loaders';\nimport { docsSchema } from '@astrojs/starlight/schema';\nexport const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n",
    'src/content/docs/index.md': '---\ntitle: 首页\n---\n\n全部文章。\n',
  },
  hugo: {
    'hugo.toml': "baseURL = 'https://example.org/'\nlanguageCode = 'zh-CN'\ntitle = '科普'\ndisableKinds = ['taxonomy', 'term', 'RSS']\n",
    'config.toml': "baseURL = 'https://example.org/'\nlanguageCode = 'zh-CN'\ntitle = '科普'\ndisableKinds = ['taxonomy', 'term', 'RSS']\n",
    'layouts/_default/single.html': `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title><meta name="description" content="{{ .Description }}"><style>${STYLE}</style></head><body><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>\n`,
    'layouts/_default/list.html': '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>全部</title></head><body><ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>\n',
  },
};
