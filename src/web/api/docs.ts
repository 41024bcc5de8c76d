/** The API as a page for people, made from the OpenAPI document: nothing to install, nothing loaded from elsewhere. */

import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { guide, type Section } from './docs-guide.ts';
import {
  exampleOf,
  limitsOf,
  refName,
  type Schema,
  type Schemas,
  typeWords,
  whole,
} from './docs-schema.ts';
import { docsStyle } from './docs-style.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly description?: string;
  readonly required?: boolean;
  readonly $ref?: string;
}

interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

export interface ApiDocument {
  readonly info: { readonly title: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Paths;
  readonly webhooks: Paths;
  readonly components: {
    readonly schemas: Schemas;
    readonly responses: Readonly<Record<string, Body>>;
  };
}

interface Named {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const idOf = (text: string): string => text.replace(/\W+/g, '-').toLowerCase();

const listed = (paths: Paths, prefix = ''): readonly Named[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const id = `${prefix}${idOf(`${method} ${path}`)}`;
      return { id, method: method.toUpperCase(), path, operation };
    }),
  );

export function docsPage(document: ApiDocument): Html {
  const operations = listed(document.paths);
  const webhooks = listed(document.webhooks, 'webhook-');
  const groups = groupsOf(document, operations);
  const root = document.servers[0]?.url ?? '';
  const title = `${document.info.title} API`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<style>${raw(docsStyle)}</style>
</head>
<body>
<a class="skip" href="#content">To the text</a>
<a class="to-contents" href="#contents">Contents</a>
<nav id="contents" aria-label="Contents">
  <p class="brand"><a href="#top">${title}</a></p>
  ${groups.map(({ name }) => navOf(name, tagged(operations, name)))}
  <p class="nav-head">Events, explained</p>
  <ul>${guide.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}<li><a href="#what-is-told">What is told</a></li></ul>
  <p class="nav-head"><a href="#schemas">Schemas</a></p>
</nav>
<main id="content">
  <header id="top"><h1>${title}</h1>
    ${prose(document.info.description)}
    <p>Every path begins with <code>${root}</code>, every request carries <code>Authorization: Bearer &lt;API_KEY&gt;</code>. For programs: <a href="${root}/openapi.json">openapi.json</a>.</p>
    <pre>curl -H 'Authorization: Bearer …' https://…${root}/events?after=0</pre>
  </header>
  ${groups.map(
    ({
      name,
      description,
    }) => html`<section><h2 id="tag-${idOf(name)}">${name}</h2>${prose(description)}
    ${tagged(operations, name).map((one) => operationOf(document, one))}</section>`,
  )}
  ${guide.map(sectionOf)}
  <section><h2 id="what-is-told">What is told</h2>
    ${webhooks.map((one) => toldOf(document, one))}</section>
  <section><h2 id="schemas">Schemas</h2>
    ${Object.entries(document.components.schemas).map(([name, schema]) => schemaOf(document, name, schema))}</section>
</main>
</body>
</html>`;
}

/** In the document's order, then those it does not describe. */
function groupsOf({ tags }: ApiDocument, operations: readonly Named[]): ApiDocument['tags'] {
  const used = new Set(operations.flatMap(({ operation }) => operation.tags ?? []));
  for (const { name } of tags) used.delete(name);
  return [...tags, ...[...used].map((name) => ({ name, description: '' }))];
}

const tagged = (operations: readonly Named[], tag: string): readonly Named[] =>
  operations.filter(({ operation }) => operation.tags?.includes(tag));

const navOf = (name: string, operations: readonly Named[]): Html =>
  html`<p class="nav-head"><a href="#tag-${idOf(name)}">${name}</a></p>
  <ul>${operations.map(({ id, method, path }) => html`<li><a href="#${id}"><span class="method ${method.toLowerCase()}">${method}</span> ${path}</a></li>`)}</ul>`;

const sectionOf = ({ id, title, text, code }: Section): Html =>
  html`<section><h2 id="${id}">${title}</h2>${prose(text)}${code && html`<pre>${code}</pre>`}</section>`;

function operationOf(document: ApiDocument, { id, method, path, operation }: Named): Html {
  return html`<article id="${id}">
    <h3><a href="#${id}"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></a></h3>
    <p class="summary">${operation.summary}</p>
    ${prose(operation.description ?? '')}
    ${parametersOf(operation)}
    ${requestOf(document, operation.requestBody)}
    ${answersOf(document, operation)}
  </article>`;
}

function parametersOf({ parameters = [] }: Operation): Html | null {
  if (parameters.length === 0) return null;
  return html`<h4>Parameters</h4><dl class="fields">${parameters.map(
    ({ name, required, schema = {}, description, ...one }) =>
      fieldOf({
        name,
        required,
        schema: { ...schema, ...(description !== undefined && { description }) },
        where: one.in,
      }),
  )}</dl>`;
}

interface Field {
  readonly name: string;
  readonly required: boolean | undefined;
  readonly schema: Schema;
  readonly where?: string;
}

function fieldOf({ name, required, schema, where }: Field): Html {
  const limits = limitsOf(schema);
  return html`<div><dt><code>${name}</code>${where && html` <small>in ${where}</small>`}${required && html` <small class="must">required</small>`}</dt>
    <dd><span class="type">${linked(typeWords(schema))}</span>${limits && html` <small>${limits}</small>`}
    ${schema.description && html`<br>${inline(schema.description)}`}</dd></div>`;
}

/** Each `{Name}` as a link to its schema. */
const linked = (words: string): readonly (string | Html)[] =>
  words
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith('{')
        ? html`<a href="#schema-${part.slice(1, -1)}">${part.slice(1, -1)}</a>`
        : part,
    );

const jsonOf = (body: Body | undefined): Schema | undefined =>
  Object.values(body?.content ?? {})[0]?.schema;

function requestOf(document: ApiDocument, body: Body | undefined): Html | null {
  const schema = jsonOf(body);
  return schema ? html`<h4>Body</h4>${shape(document, schema)}${sample(document, schema)}` : null;
}

/** The fields of what it is, or the name where there are none to show. */
function shape({ components }: ApiDocument, schema: Schema): Html {
  const { properties, required = [] } = whole(components.schemas, schema);
  if (!properties) return html`<p><span class="type">${linked(typeWords(schema))}</span></p>`;
  return html`<dl class="fields">${Object.entries(properties).map(([name, one]) => fieldOf({ name, required: required.includes(name), schema: one }))}</dl>`;
}

const sample = ({ components }: ApiDocument, schema: Schema): Html =>
  html`<pre>${JSON.stringify(exampleOf(components.schemas, schema), null, 2)}</pre>`;

function answersOf(document: ApiDocument, { responses }: Operation): Html {
  const answers = Object.entries(responses).map(([status, given]) => {
    const name = refName(given);
    const body = (name ? document.components.responses[name] : undefined) ?? given;
    return { status, body, schema: jsonOf(body) };
  });
  const good = answers.find(({ status, schema }) => status.startsWith('2') && schema);
  return html`<h4>Answers</h4><ul class="answers">${answers.map(
    ({
      status,
      body,
      schema,
    }) => html`<li><code class="status s${status[0]}">${status}</code> ${inline(body.description ?? '')}
      ${schema && refName(schema) && html`<small>${linked(typeWords(schema))}</small>`}</li>`,
  )}</ul>
    ${good?.schema && html`<details><summary>Example</summary>${sample(document, good.schema)}</details>`}`;
}

function toldOf(document: ApiDocument, { id, operation }: Named): Html {
  const schema = jsonOf(operation.requestBody) ?? {};
  const { properties } = whole(document.components.schemas, schema);
  const names = properties?.type?.enum ?? [];
  return html`<article id="${id}"><h3>${names.map((one) => html`<code>${String(one)}</code> `)}</h3>
    <p class="summary">${operation.summary}</p>${prose(operation.description ?? '')}
    <p><span class="type">${linked(typeWords(schema))}</span></p>${sample(document, schema)}</article>`;
}

const schemaOf = (document: ApiDocument, name: string, schema: Schema): Html =>
  html`<details class="schema" id="schema-${name}"><summary><code>${name}</code></summary>
    ${prose(schema.description ?? '')}${shape(document, schema)}</details>`;

/** Paragraphs, with the little of Markdown that our descriptions use. */
const prose = (text: string): readonly Html[] =>
  text
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((paragraph) => html`<p>${inline(paragraph)}</p>`);

const inline = (text: string): readonly (string | Html)[] =>
  text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((part) => {
    if (part.startsWith('`')) return html`<code>${part.slice(1, -1)}</code>`;
    if (part.startsWith('**')) return html`<strong>${part.slice(2, -2)}</strong>`;
    return /^\*.+\*$/s.test(part) ? html`<em>${part.slice(1, -1)}</em>` : part;
  });
