// The API reference: reads /api/openapi.json and draws it.
// Text from the description or from an answer only ever enters the page as text, never as markup.

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const SOURCE = '/api/openapi.json';
const KEY_PLACE = 'switchboard.key';
const SHOWN_AT_MOST = 300_000;
const LONG_ENUM = 6;

const byId = (id) => document.getElementById(id);
const main = byId('operation');
const filter = byId('filter');
const rememberedIds = new Map();
let api = {};
let operations = [];
let running = null;

filter.addEventListener('input', drawList);
filter.addEventListener('keydown', filterKeys);
byId('list').addEventListener('keydown', listKeys);
byId('menu').addEventListener('click', () => openMenu(!document.body.classList.contains('menu-open')));
document.addEventListener('keydown', pageKeys);
window.addEventListener('hashchange', () => drawPage(true));
load();

async function load() {
  try {
    const answer = await fetch(SOURCE, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`the server answered ${answer.status} for ${SOURCE}`);
    api = await answer.json();
    operations = readOperations();
  } catch (cause) {
    drawLoadError(cause);
    return;
  }
  byId('version').textContent = api.info?.version ? `version ${api.info.version}` : '';
  drawList();
  drawPage(false);
}

function drawLoadError(cause) {
  byId('count').textContent = '';
  const again = button('Try again', () => { again.disabled = true; load(); });
  main.replaceChildren(el('div', { class: 'notice bad', role: 'alert' },
    el('h2', {}, 'The description could not be loaded'),
    el('p', {}, cause instanceof TypeError ? 'The server could not be reached.' : `What happened: ${cause.message}.`),
    el('p', {}, 'Check that Switchboard is running and that this page comes from the same address, then try again. ',
      'If it stays so, run ', el('code', {}, 'switchboard doctor'), ' on the server.'),
    again));
}

// ---- Reading the description

function readOperations() {
  const base = new URL(api.servers?.[0]?.url ?? '/', location.origin).pathname.replace(/\/$/, '');
  const found = Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => readOperation(method, base + path, item)));
  const order = (api.tags ?? []).map((tag) => tag.name);
  const place = (operation) => (order.includes(operation.tag) ? order.indexOf(operation.tag) : order.length);
  return found.sort((a, b) => place(a) - place(b));
}

function readOperation(method, path, item) {
  const spec = item[method];
  const parameters = new Map([...(item.parameters ?? []), ...(spec.parameters ?? [])]
    .map(deref).map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  const operation = {
    method: method.toUpperCase(), path, spec,
    tag: spec.tags?.[0] ?? 'other',
    title: spec.summary?.replace(/\.$/, '') || spec.operationId || path,
    parameters: [...parameters.values()],
    isOpen: (spec.security ?? api.security)?.length === 0,
    body: readBody(deref(spec.requestBody)),
  };
  operation.hash = `#/${operation.method}${path}`;
  operation.words = `${operation.method} ${path} ${operation.title} ${operation.tag} ${spec.operationId ?? ''}`.toLowerCase();
  return operation;
}

function readBody(body) {
  const content = Object.entries(body?.content ?? {});
  if (!content.length) return null;
  const [type, media] = content.find(([name]) => name.includes('json')) ?? content[0];
  const isForm = type.includes('x-www-form-urlencoded');
  return { ...body, type, media, isForm, isText: isForm || type.includes('json') };
}

function deref(node) {
  if (!node?.$ref) return node;
  const { $ref, ...beside } = node;
  const target = $ref.slice(2).split('/')
    .reduce((at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], api);
  return { ...deref(target ?? {}), name: node.name ?? target?.name ?? $ref.split('/').pop(), ...beside };
}

/** One plain shape for a schema: $ref followed, allOf merged, null taken out of types and choices. */
function flatten(schema) {
  const { allOf = [], oneOf, anyOf, ...flat } = schema?.$ref ? { ...deref(schema), ref: schema.$ref } : { ...schema };
  for (const part of allOf) mergeInto(flat, flatten(part));
  const choices = oneOf ?? anyOf ?? [];
  const real = choices.filter((choice) => choice.type !== 'null');
  const types = [flat.type ?? []].flat();
  flat.nullable = flat.nullable || types.includes('null') || real.length < choices.length;
  flat.type = types.filter((type) => type !== 'null')[0];
  if (flat.const !== undefined) flat.enum ??= [flat.const];
  if (flat.enum) flat.enum = flat.enum.filter((value) => value !== null);
  if (real.length === 1) mergeInto(flat, flatten(real[0]));
  if (real.length > 1) chooseInto(flat, real);
  if (flat.properties || flat.additionalProperties) flat.type ??= 'object';
  return flat;
}

function mergeInto(flat, part) {
  const properties = { ...flat.properties, ...part.properties };
  const required = [...(flat.required ?? []), ...(part.required ?? [])];
  const nullable = flat.nullable || part.nullable;
  for (const [name, value] of Object.entries(part)) flat[name] ??= value;
  Object.assign(flat, { required, nullable }, Object.keys(properties).length ? { properties } : {});
}

function chooseInto(flat, real) {
  const values = real.map((choice) => flatten(choice).enum);
  if (values.every(Boolean)) flat.enum = values.flat();
  else flat.choices = real;
}

function typeName(flat) {
  const { items, choices, format } = flat;
  const kept = choices?.map((choice) => choiceName(flatten(choice)));
  const name = kept ? kept.join(' or ')
    : flat.type === 'array' ? `list of ${typeName(flatten(items ?? {}))}`
      : flat.type === 'object' ? flat.name ?? 'object'
        : flat.enum && flat.name ? flat.name
          : (flat.type === 'string' && format) || (flat.type ?? 'any');
  return flat.nullable ? `${name} or null` : name;
}

function choiceName(flat) {
  const told = Object.values(flat.properties ?? {}).map((one) => flatten(one).enum).find((values) => values?.length === 1);
  return flat.title ?? flat.name ?? told?.[0] ?? typeName(flat);
}

function limits(flat) {
  const range = (low, high, unit) => (low === undefined && high === undefined ? null
    : low === undefined ? `at most ${high}${unit}`
      : high === undefined ? `at least ${low}${unit}`
        : low === high ? `exactly ${low}${unit}` : `${low} to ${high}${unit}`);
  return [
    range(flat.minimum, flat.maximum, ''),
    flat.exclusiveMinimum !== undefined && `above ${flat.exclusiveMinimum}`,
    flat.exclusiveMaximum !== undefined && `below ${flat.exclusiveMaximum}`,
    range(flat.minLength, flat.maxLength, ' characters'),
    range(flat.minItems, flat.maxItems, ' entries'),
    flat.uniqueItems && 'no repeats',
    flat.pattern && `matches ${flat.pattern}`,
  ].filter(Boolean).join(', ');
}

function sample(schema, onlyRequired = false, trail = []) {
  const flat = flatten(schema);
  const told = [flat.example, flat.examples?.[0], flat.default, flat.enum?.[0]].find((value) => value !== undefined && value !== null);
  const isCut = onlyRequired && flat.properties;
  if (told !== undefined && !isCut) return told;
  if (flat.ref && trail.includes(flat.ref)) return null;
  const path = [...trail, flat.ref];
  if (flat.choices) return sample(flat.choices[0], onlyRequired, path);
  if (flat.type === 'array') return flat.items ? [sample(flat.items, onlyRequired, path)].filter((one) => one !== null) : [];
  if (flat.type !== 'object') return sampleScalar(flat);
  const kept = Object.entries(flat.properties ?? {})
    .filter(([name, one]) => !one.readOnly && (!onlyRequired || flat.required?.includes(name)));
  return Object.fromEntries(kept.map(([name, one]) => [name, told?.[name] ?? sample(one, onlyRequired, path)]));
}

function sampleScalar({ type, format, minimum }) {
  if (type === 'integer' || type === 'number') return minimum ?? 0;
  if (type === 'boolean') return false;
  if (type !== 'string') return null;
  return { 'date-time': '2026-01-31T09:30:00.000000+00:00', date: '2026-01-31', email: 'ada@example.com', uri: 'https://example.com/' }[format] ?? 'string';
}

function sampleBody(body, onlyRequired) {
  const given = body.media.example ?? Object.values(body.media.examples ?? {})[0]?.value;
  const value = given !== undefined && !onlyRequired ? given : sample(body.media.schema ?? {}, onlyRequired);
  return body.isForm ? new URLSearchParams(value ?? {}).toString() : JSON.stringify(value, null, 2);
}

// ---- The list

function drawList() {
  const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = operations.filter((operation) => wanted.every((word) => operation.words.includes(word)));
  byId('count').textContent = wanted.length ? `${shown.length} of ${operations.length} operations` : `${operations.length} operations`;
  const groups = Map.groupBy ? Map.groupBy(shown, (one) => one.tag) : shown.reduce((all, one) => all.set(one.tag, [...(all.get(one.tag) ?? []), one]), new Map());
  byId('list').replaceChildren(...(shown.length ? [...groups].map(listGroup) : [emptyList()]));
  markCurrent();
}

function listGroup([tag, members]) {
  return el('section', {}, el('h2', {}, tag), el('ul', {}, members.map((operation) => el('li', {},
    el('a', { href: operation.hash, title: operation.path, class: operation.spec.deprecated && 'old' },
      methodLabel(operation.method), el('span', { class: 'what' }, operation.title, el('code', {}, shortPath(operation.path))))))));
}

function emptyList() {
  const clear = button('Clear the filter', () => { filter.value = ''; drawList(); filter.focus(); });
  return el('div', { class: 'empty' }, operations.length
    ? [el('p', {}, 'Nothing matches “', el('b', {}, filter.value), '”.'), el('p', {}, 'Words may be part of a path, a method, a title or a group.'), clear]
    : el('p', {}, 'The description holds no operations.'));
}

const shortPath = (path) => path.replace(/^\/api(?=\/)/, '');
const methodLabel = (method) => el('span', { class: `method ${method.toLowerCase()}` }, method === 'DELETE' ? 'DEL' : method);

function markCurrent() {
  for (const link of byId('list').querySelectorAll('a')) {
    if (link.hash && readHash(link.hash) === readHash(location.hash)) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  byId('list').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

function readHash(hash) {
  try { return decodeURIComponent(hash); } catch { return hash; }
}

function openMenu(open) {
  byId('menu').setAttribute('aria-expanded', String(open));
  document.body.classList.toggle('menu-open', open);
  if (open) filter.focus();
}

function pageKeys(event) {
  const isTyping = event.target.closest('input, textarea, select');
  if (event.key === 'Escape' && document.body.classList.contains('menu-open') && !filter.value) { openMenu(false); byId('menu').focus(); }
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (getComputedStyle(byId('menu')).display !== 'none') openMenu(true);
  filter.focus();
  filter.select();
}

function filterKeys(event) {
  const first = byId('list').querySelector('a');
  if (event.key === 'Escape' && filter.value) { event.stopPropagation(); filter.value = ''; drawList(); }
  if (event.key === 'ArrowDown' && first) { event.preventDefault(); first.focus(); }
  if (event.key === 'Enter') first?.click();
}

function listKeys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const links = [...byId('list').querySelectorAll('a')];
  const next = links.indexOf(document.activeElement) + step;
  (next < 0 ? filter : links[next])?.focus();
}

// ---- The operation

function drawPage(isMove) {
  if (location.hash && !location.hash.startsWith('#/')) return;
  if (!operations.length && !api.info) return;
  running?.abort();
  const wanted = readHash(location.hash);
  const operation = operations.find((one) => one.hash === wanted);
  main.replaceChildren(...(operation ? drawOperation(operation) : wanted.length > 2 ? drawUnknown(wanted) : drawStart()));
  document.title = operation ? `${operation.title} · Switchboard API` : 'Switchboard API';
  markCurrent();
  openMenu(false);
  if (!isMove) return;
  scrollTo(0, 0);
  main.querySelector('h2')?.focus({ preventScroll: true });
}

function drawStart() {
  const link = (tag) => operations.find((operation) => operation.tag === tag)?.hash;
  const tags = [...new Set(operations.map((operation) => operation.tag))];
  const told = (tag) => api.tags?.find((one) => one.name === tag)?.description;
  return [
    el('h2', { tabindex: -1 }, 'Start here'),
    el('div', { class: 'prose' }, markdown(api.info?.description ?? 'Choose an operation on the left, or press / to filter.')),
    el('h3', {}, 'Ask for the first time'),
    codeBlock(() => `curl -sS -H "X-API-KEY: $KEY" '${location.origin}${operations.find((one) => one.method === 'GET' && !one.path.includes('{'))?.path ?? '/api'}'`),
    el('p', { class: 'dim' }, 'A key comes from ', el('code', {}, 'switchboard apikey create'), '. It is shown once.'),
    el('h3', {}, 'Groups'),
    el('dl', { class: 'groups' }, tags.map((tag) => [
      el('dt', {}, el('a', { href: link(tag) }, tag)), el('dd', {}, markdown(told(tag) ?? ''))])),
  ];
}

function drawUnknown(wanted) {
  return [el('div', { class: 'notice' }, el('h2', { tabindex: -1 }, 'No such operation'),
    el('p', {}, 'The description has no ', el('code', {}, wanted.slice(2).replace('/', ' /')), '. It may have been renamed. Choose one from the list, or ',
      el('a', { href: '#/' }, 'go to the start'), '.'))];
}

function drawOperation(operation) {
  const { spec, body, parameters } = operation;
  const attempt = tryBox(operation);
  const jump = button('Try it', () => { attempt.scrollIntoView(); attempt.querySelector('input, textarea, button').focus(); });
  return [
    el('div', { class: 'title' }, el('h2', { tabindex: -1 }, operation.title), spec.deprecated && el('span', { class: 'tagged' }, 'deprecated'), jump),
    el('p', { class: 'path' }, methodLabel(operation.method), el('code', {}, breakable(operation.path))),
    el('p', { class: 'needs' }, needs(operation)),
    spec.description && el('div', { class: 'prose' }, markdown(spec.description)),
    parameters.length > 0 && section('Parameters', parameterTable(parameters)),
    body && section('Request body', bodyPart(body)),
    section('Responses', Object.entries(spec.responses ?? {}).map(responsePart)),
    attempt,
  ].filter(Boolean);
}

function needs({ spec, isOpen }) {
  const wanted = [spec['x-permission'] ?? []].flat();
  if (wanted.length) return ['Needs ', wanted.map((one, at) => [at > 0 && ' and ', el('code', {}, String(one))])];
  return isOpen ? 'Needs no key' : 'Needs a key of any role';
}

function section(title, ...children) {
  const id = `part-${title.toLowerCase().replaceAll(' ', '-')}`;
  return el('section', { 'aria-labelledby': id, class: id }, el('h3', { id }, title), children);
}

function parameterTable(parameters) {
  const heads = ['Name', 'In', 'Type', 'Required', 'Default', 'Limits', 'Description'];
  const row = (parameter) => {
    const flat = { ...flatten(parameter.schema ?? {}), nullable: false }; // outside a body there is no way to write null
    const values = [
      el('code', { class: parameter.deprecated && 'old' }, breakable(parameter.name)), parameter.in, breakable(typeName(flat)),
      parameter.required ? el('b', {}, 'yes') : el('span', { class: 'dim' }, 'no'), flat.default === undefined ? '' : el('code', {}, plain(flat.default)),
      limits(flat), [markdown(parameter.description ?? flat.description ?? ''), enumPart(flat)]];
    return el('tr', { role: 'row' }, values.map((value, at) => el(at ? 'td' : 'th', {
      role: at ? 'cell' : 'rowheader', scope: at ? null : 'row', 'data-head': heads[at], class: value === '' || (at === 3 && !parameter.required) ? 'none' : null }, value)));
  };
  return el('table', { role: 'table' },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, heads.map((head) => el('th', { role: 'columnheader', scope: 'col' }, head)))),
    el('tbody', { role: 'rowgroup' }, parameters.map(row)));
}

function enumPart(flat) {
  const values = flat.enum ?? (flat.items && flatten(flat.items).enum);
  if (!values) return null;
  const list = el('span', { class: 'values' }, values.map((value) => [el('code', {}, plain(value)), ' ']));
  return values.length > LONG_ENUM ? el('details', { class: 'enum' }, el('summary', {}, `${values.length} values`), list) : list;
}

function bodyPart(body) {
  return [
    el('p', { class: 'dim' }, el('code', {}, body.type), body.required === false ? ', may be left out' : ''),
    body.description && markdown(body.description),
    body.isText && schemaBeside(body.media.schema, () => sampleBody(body)),
  ];
}

function responsePart([status, given]) {
  const response = deref(given);
  const [type, media] = Object.entries(response.content ?? {})[0] ?? [];
  const head = [el('b', { class: `status s${status[0]}` }, status), ' ', inline(response.description ?? ''), ' ', type && el('code', { class: 'media' }, type)];
  if (!media?.schema) return el('p', { class: 'response' }, head);
  return lazyDetails(head, () => schemaBeside(media.schema, () => JSON.stringify(media.example ?? sample(media.schema), null, 2)),
    { class: 'response', open: status.startsWith('2') });
}

function schemaBeside(schema, example) {
  return el('div', { class: 'beside' }, el('div', {}, schemaTree(schema)), codeBlock(example, 'Example'));
}

function schemaTree(schema) {
  const flat = flatten(schema);
  const children = schemaChildren(flat);
  return children.length ? el('ul', { class: 'tree' }, children) : el('p', {}, typeName(flat), ' ', enumPart(flat));
}

function schemaChildren(flat) {
  if (flat.type === 'array' && flat.items) return schemaChildren(flatten(flat.items));
  if (flat.choices) return flat.choices.map((choice) => treeRow(choiceName(flatten(choice)), choice, ''));
  const rows = Object.entries(flat.properties ?? {})
    .map(([name, one]) => treeRow(name, one, flat.required?.includes(name) ? 'required' : ''));
  if (typeof flat.additionalProperties === 'object') rows.push(treeRow('any name', flat.additionalProperties, ''));
  return rows;
}

function treeRow(name, schema, mark) {
  const flat = flatten(schema);
  const head = [el('code', { class: flat.deprecated && 'old' }, name), ' ', typeName(flat) !== name && el('span', { class: 'dim' }, typeName(flat)), ' ',
    mark && el('b', { class: 'mark' }, mark), flat.readOnly && el('b', { class: 'mark' }, 'read only')];
  const told = [limits(flat), flat.default !== undefined && flat.default !== null && `default ${plain(flat.default)}`].filter(Boolean).join(', ');
  const notes = [told && el('p', { class: 'dim' }, told), markdown(flat.description ?? ''), enumPart(flat)];
  const inner = flat.items ? flatten(flat.items) : flat;
  if (!inner.properties && !inner.choices && typeof inner.additionalProperties !== 'object') return el('li', {}, head, notes);
  return el('li', {}, lazyDetails(head, () => el('ul', { class: 'tree' }, schemaChildren(flat))), notes);
}

// ---- Trying it

function tryBox(operation) {
  const { parameters, body, isOpen, method } = operation;
  const inputs = parameters.filter((one) => ['path', 'query', 'header'].includes(one.in) && !/^(x-api-key|authorization|content-type)$/i.test(one.name)).map(tryInput);
  const [asked, optional] = [inputs.filter((one) => one.parameter.required), inputs.filter((one) => !one.parameter.required)];
  const editor = body && bodyEditor(body);
  const key = isOpen ? null : keyInput();
  const read = () => readRequest(operation, inputs, editor, key);
  const command = codeBlock(() => curl(read()), 'Command');
  const answer = el('div', { class: 'answer' }, el('p', { class: 'dim' }, 'The answer will stand here.'));
  const send = el('button', { type: 'button', class: 'main' }, 'Send');
  const start = () => (running ? running.abort() : sendRequest(read(), inputs, send, answer));
  send.addEventListener('click', start);
  const box = section('Try it', el('div', { class: 'beside even' },
    el('div', { class: 'inputs' },
      key?.row, asked.map((one) => one.row),
      optional.length > 0 && optionalInputs(optional, asked.length === 0 && optional.length <= 4), editor?.row,
      el('p', { class: 'send' }, send, el('span', { class: 'dim' }, method === 'GET' ? 'Ctrl+Enter sends.' : 'This changes real data on this server. Ctrl+Enter sends.'))),
    el('div', {}, command, answer)));
  box.addEventListener('input', command.refresh);
  box.addEventListener('click', command.refresh);
  box.addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !running) start(); });
  return box;
}

function tryInput(parameter) {
  const flat = flatten(parameter.schema ?? {});
  const id = `try-${parameter.in}-${parameter.name}`;
  const values = flat.type === 'boolean' ? [true, false] : flat.type !== 'array' && flat.enum;
  const hint = flat.type === 'array' ? 'comma list' : flat.default !== undefined && flat.default !== null ? `default ${plain(flat.default)}` : flat.format ?? '';
  const control = values
    ? el('select', { id }, el('option', { value: '' }, 'not sent'), values.map((value) => el('option', {}, plain(value))))
    : el('input', { id, autocomplete: 'off', spellcheck: 'false', placeholder: hint, required: parameter.required });
  if (parameter.in === 'path') {
    control.value = rememberedIds.get(parameter.name) ?? '';
    control.addEventListener('input', () => rememberedIds.set(parameter.name, control.value.trim()));
  }
  return { parameter, control, row: labelled(id, parameter.name, control, parameter.required ? `${parameter.in}, required` : parameter.in) };
}

function optionalInputs(inputs, open) {
  const words = `${inputs.length} optional ${inputs.length > 1 ? 'parameters' : 'parameter'}`;
  const count = el('span', {}, words);
  const details = el('details', { class: 'optional', open }, el('summary', {}, count), el('div', { class: 'grid' }, inputs.map((one) => one.row)));
  details.addEventListener('input', () => {
    const used = inputs.filter((one) => one.control.value.trim()).length;
    count.textContent = used ? `${words}, ${used} set` : words;
  });
  return details;
}

function keyInput() {
  const control = el('input', { id: 'try-key', type: 'password', autocomplete: 'off', spellcheck: 'false', value: sessionStorage.getItem(KEY_PLACE) ?? '' });
  control.addEventListener('input', () => sessionStorage.setItem(KEY_PLACE, control.value.trim()));
  const forget = button('Forget', () => { sessionStorage.removeItem(KEY_PLACE); control.value = ''; control.focus(); });
  return { control, row: labelled('try-key', 'API key', el('span', { class: 'joined' }, control, forget), 'kept in this tab until you close it') };
}

function bodyEditor(body) {
  if (!body.isText) {
    const control = el('input', { id: 'try-body', type: 'file' });
    return { body, control, row: labelled('try-body', 'Body', control, body.type) };
  }
  const control = el('textarea', { id: 'try-body', spellcheck: 'false', autocomplete: 'off' });
  const fill = (onlyRequired) => {
    control.value = sampleBody(body, onlyRequired);
    control.rows = Math.min(24, Math.max(4, control.value.split('\n').length + 1));
  };
  fill(true);
  return { body, control, row: el('div', { class: 'row' },
    el('div', { class: 'split' }, el('label', { for: 'try-body' }, 'Body ', el('span', { class: 'dim' }, body.type)),
      button('Required fields', () => fill(true)), button('All fields', () => fill(false))), control) };
}

function labelled(id, name, control, hint) {
  return el('div', { class: 'row' }, el('label', { for: id }, name, ' ', el('span', { class: 'dim' }, hint)), control);
}

function readRequest({ method, path, body, isOpen }, inputs, editor, key) {
  const filled = inputs.map(({ parameter, control }) => [parameter, control.value.trim()]).filter(([, value]) => value !== '');
  const of = (place) => filled.filter(([parameter]) => parameter.in === place).map(([parameter, value]) => [parameter.name, value]);
  const inPath = new Map(of('path'));
  const query = new URLSearchParams(of('query')).toString();
  const headers = Object.fromEntries(of('header'));
  const file = editor?.control.files?.[0];
  const content = editor && (body.isText ? editor.control.value.trim() : file);
  const wildcard = { '*/*': 'application/octet-stream', 'audio/*': 'audio/wav' };
  if (content || (body && !body.isText)) headers['Content-Type'] = file?.type || (wildcard[body.type] ?? body.type);
  const url = path.replace(/\{\*?(.+?)\}/g, (hole, name) => (inPath.has(name) ? encodeURIComponent(inPath.get(name)) : hole)) + (query && `?${query}`);
  return { method, url, headers, content: content || undefined, takesFile: editor && !body.isText, key: key?.control.value.trim(), isOpen };
}

function curl({ method, url, headers, content, takesFile, isOpen }) {
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const flags = [/[{}[\]]/.test(url) && '-g', method !== 'GET' && `-X ${method}`].filter(Boolean);
  const parts = [['curl -sS', ...flags, quote(location.origin + url)].join(' ')];
  if (!isOpen) parts.push('-H "X-API-KEY: $KEY"');
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (takesFile) parts.push(`--data-binary ${quote(`@${content?.name ?? 'FILE'}`)}`);
  else if (content) parts.push(`--data-raw ${quote(content)}`);
  return parts.join(' \\\n  ');
}

async function sendRequest({ method, url, headers, content, key }, inputs, send, answer) {
  const missing = inputs.filter(({ parameter, control }) => parameter.required && !control.value.trim());
  inputs.forEach((one) => one.control.setAttribute('aria-invalid', String(missing.includes(one))));
  if (missing.length) {
    answer.replaceChildren(el('p', { class: 'bad', role: 'alert' }, `Fill in ${missing.map((one) => `“${one.parameter.name}”`).join(', ')} first.`));
    missing[0].control.focus();
    return;
  }
  const mine = running = new AbortController();
  const started = performance.now();
  send.textContent = 'Stop';
  answer.replaceChildren(el('p', { class: 'dim' }, 'Waiting for the answer…'));
  try {
    const response = await fetch(url, { method, headers: key ? { ...headers, 'X-API-KEY': key } : headers, body: content, credentials: 'omit', cache: 'no-store', signal: mine.signal });
    await drawAnswer(response, started, answer);
  } catch (cause) {
    drawFailure(cause, answer);
  } finally {
    if (running === mine) running = null;
    send.textContent = 'Send';
  }
}

async function drawAnswer(response, started, answer) {
  const line = el('p', { role: 'status' }, el('b', { class: `status s${String(response.status)[0]}` }, `${response.status} ${response.statusText}`), ` in ${Math.round(performance.now() - started)} ms`);
  const shown = el('pre', { tabindex: 0, 'aria-label': 'Answer' });
  answer.replaceChildren(line, shown);
  const type = response.headers.get('content-type') ?? '';
  if (type && !/json|text|xml|javascript|csv/.test(type)) {
    const { size } = await response.blob();
    shown.textContent = `${size.toLocaleString('en')} bytes of ${type}`;
    return;
  }
  let text = '';
  for await (const piece of textPieces(response)) {
    text += piece;
    if (type.includes('event-stream')) shown.textContent = text.slice(-SHOWN_AT_MOST);
  }
  line.append(`, ${new Blob([text]).size.toLocaleString('en')} bytes`);
  if (!type.includes('event-stream')) shown.replaceChildren(...coloured(pretty(text)));
  if (response.status === 401) answer.append(el('p', { class: 'dim' }, 'Put a key that is still valid into the field “API key” and send again.'));
}

async function* textPieces(response) {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
}

function drawFailure(cause, answer) {
  if (cause.name === 'AbortError') answer.append(el('p', { class: 'dim' }, 'Stopped.'));
  else answer.replaceChildren(el('p', { class: 'bad', role: 'alert' }, `No answer (${cause.message}). Check that the server is running, then send again.`));
}

function pretty(text) {
  try { text = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it came */ }
  return text.length > SHOWN_AT_MOST ? `${text.slice(0, SHOWN_AT_MOST)}\n… cut here; use the command to see all` : text || '(empty)';
}

// ---- Small pieces of page

/** An element; `null` and `false` attributes and children are left out, and text stays text. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function button(text, act) {
  const node = el('button', { type: 'button' }, text);
  node.addEventListener('click', act);
  return node;
}

/** Its inside is made on first opening, so that a schema may contain itself. */
function lazyDetails(head, inside, { open = false, ...attributes } = {}) {
  const node = el('details', attributes, el('summary', {}, head));
  const fill = () => { if (node.children.length === 1) node.append(inside()); };
  node.addEventListener('toggle', () => node.open && fill());
  if (open) { fill(); node.open = true; }
  return node;
}

function codeBlock(make, title = 'Command') {
  const shown = el('pre', { tabindex: 0, 'aria-label': title });
  const node = el('div', { class: 'code' }, el('div', { class: 'split' }, el('span', {}, title), button('Copy', (event) => copy(shown, event.target))), shown);
  node.refresh = () => shown.replaceChildren(...coloured(make()));
  node.refresh();
  return node;
}

async function copy(shown, from) {
  try {
    await navigator.clipboard.writeText(shown.textContent);
    from.textContent = 'Copied';
  } catch {
    // Browsers give the clipboard only to pages that came over TLS or from this machine.
    getSelection().selectAllChildren(shown);
    from.textContent = 'Selected: press Ctrl+C';
  }
  byId('said').textContent = from.textContent;
  setTimeout(() => { from.textContent = 'Copy'; byId('said').textContent = ''; }, 2000);
}

function coloured(text) {
  if (!/^\s*[{[]/.test(text) || text.length > 100_000) return [text];
  return text.split(/("(?:[^"\\\n]|\\.)*"(?=:))/).map((part, at) => (at % 2 ? el('span', { class: 'key' }, part) : part));
}

function breakable(text) {
  return text.split(/(?<=[a-z])(?=[A-Z])|(?<=[/_.])/).flatMap((part, at) => (at ? [el('wbr'), part] : [part]));
}

const plain = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Paragraphs, lists, fenced code, headings as bold lines; everything else stays plain text. */
function markdown(text) {
  const blocks = [];
  let block = null;
  for (const line of text.trim().split('\n')) {
    const [, mark, entry] = /^\s*([-*]|\d+\.)\s+(.*)/.exec(line) ?? [];
    const kind = mark ? (mark.length > 1 ? 'ol' : 'ul') : /^#+ /.test(line) ? 'b' : 'p';
    if (block?.kind === 'pre') line.startsWith('```') ? (block = null) : block.lines.push(line);
    else if (line.startsWith('```')) blocks.push(block = { kind: 'pre', lines: [] });
    else if (!line.trim()) block = null;
    else if (mark && block?.kind === kind) block.lines.push(entry);
    else if (kind === 'p' && block && block.kind !== 'b') block.lines.push(`${block.lines.pop()}\n${line.trim()}`);
    else blocks.push(block = { kind, lines: [entry ?? line.replace(/^#+ /, '').trim()] });
  }
  return blocks.map(markdownBlock);
}

function markdownBlock({ kind, lines }) {
  if (kind === 'pre') return el('pre', { tabindex: 0 }, lines.join('\n'));
  if (kind === 'b') return el('p', {}, el('b', {}, inline(lines[0])));
  return el(kind, {}, kind === 'p' ? inline(lines[0]) : lines.map((line) => el('li', {}, inline(line))));
}

function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, at) => (at % 2 === 0 ? part
    : part.startsWith('`') ? el('code', {}, part.slice(1, -1)) : el('b', {}, part.slice(2, -2))));
}
