import type { LIMITS } from '../src/kit/check.ts'

type Json = Readonly<Record<string, unknown>>

/** What is looked at when a limit is tried: blocks of a message, a view, or the text beside blocks. */
export type Tried = { readonly blocks: readonly Json[] } | { readonly view: Json } | { readonly text: string }

const x = (n: number) => 'x'.repeat(n)
const times = <T>(n: number, one: (at: number) => T): T[] => Array.from({ length: n }, (_, at) => one(at))
const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const blocks = (...all: Json[]): Tried => ({ blocks: all })
const section = (more: Json) => blocks({ type: 'section', text: plain('x'), ...more })
const button = (more: Json = {}) => ({ type: 'button', text: plain('x'), ...more })
const actions = (...elements: Json[]) => blocks({ type: 'actions', elements })
const asked = (more: Json) =>
  actions(button({ confirm: { title: plain('x'), text: plain('x'), confirm: plain('x'), deny: plain('x'), ...more } }))
const option = (more: Json = {}) => ({ text: plain('x'), value: 'x', ...more })
const options = (n: number) => times(n, (at) => option({ value: `${at}` }))
const select = (more: Json) => actions({ type: 'static_select', ...more })
const overflow = (some: unknown) => section({ accessory: { type: 'overflow', options: some } })
const modal = (more: Json): Tried => ({ view: { type: 'modal', title: plain('x'), blocks: [], ...more } })
const input = (element: Json, more: Json = {}) =>
  modal({ submit: plain('x'), blocks: [{ type: 'input', label: plain('x'), element, ...more }] })
const typed = (more: Json) => input({ type: 'plain_text_input', ...more })
const image = (more: Json) => blocks({ type: 'image', alt_text: 'x', image_url: 'https://x', ...more })
const video = (more: Json) =>
  blocks({ type: 'video', video_url: 'x', thumbnail_url: 'x', alt_text: 'x', title: plain('x'), ...more })
const cell = (text = 'x') => ({ type: 'raw_text', text })
const table = (...rows: Json[][]) => blocks({ type: 'table', rows })
const data = (rows: Json[][], more: Json = {}) => blocks({ type: 'data_table', caption: 'x', rows, ...more })
const point = { label: 'x', value: 1 }
const chart = (series: readonly Json[], more: Json = {}): Json => ({
  type: 'data_visualization',
  title: 'x',
  chart: { type: 'line', series },
  ...more,
})
const line = { name: 'x', data: [point] }
const card = (more: Json): Json => ({ type: 'card', title: mrkdwn('x'), ...more })
const divider = { type: 'divider' }
const container = (more: Json) => blocks({ type: 'container', title: plain('x'), child_blocks: [divider], ...more })

/** For each limit something that has `n` of what it limits, and is right otherwise. */
export const sample: Readonly<Record<keyof typeof LIMITS, (n: number) => Tried>> = {
  text: (n) => ({ text: x(n) }),
  messageBlocks: (n) => blocks(...times(n, () => divider)),
  viewBlocks: (n) => modal({ blocks: times(n, () => divider) }),
  // A block weighs its JSON and 110.
  weight: (n) => {
    const heading = (length: number) => ({ type: 'section', text: plain(x(length)) })
    const rest = n - 4 * (JSON.stringify(heading(3000)).length + 110) - (JSON.stringify(heading(0)).length + 110)
    return blocks(...times(4, () => heading(3000)), heading(rest))
  },
  markdown: (n) => blocks({ type: 'markdown', text: x(n - 6_000) }, { type: 'markdown', text: x(6_000) }),
  blockId: (n) => blocks({ ...divider, block_id: x(n) }),
  actionId: (n) => actions(button({ action_id: x(n) })),
  callbackId: (n) => modal({ callback_id: x(n) }),
  textObject: (n) => blocks({ type: 'context', elements: [mrkdwn(x(n))] }),
  headerText: (n) => blocks({ type: 'header', text: plain(x(n)) }),
  sectionText: (n) => section({ text: plain(x(n)) }),
  sectionFields: (n) => section({ fields: times(n, () => plain('x')) }),
  fieldText: (n) => section({ fields: [plain(x(n))] }),
  contextElements: (n) => blocks({ type: 'context', elements: times(n, () => plain('x')) }),
  contextActions: (n) =>
    blocks({
      type: 'context_actions',
      elements: times(n, () => ({ type: 'icon_button', icon: 'trash', text: plain('x') })),
    }),
  actionsElements: (n) => actions(...times(n, () => button())),
  buttonText: (n) => actions(button({ text: plain(x(n)) })),
  buttonValue: (n) => actions(button({ value: x(n) })),
  buttonUrl: (n) => actions(button({ url: x(n) })),
  spoken: (n) => actions(button({ accessibility_label: x(n) })),
  confirmTitle: (n) => asked({ title: plain(x(n)) }),
  confirmText: (n) => asked({ text: plain(x(n)) }),
  confirmButton: (n) => asked({ deny: plain(x(n)) }),
  options: (n) => select({ options: options(n) }),
  optionGroups: (n) => select({ option_groups: times(n, () => ({ label: plain('x'), options: options(1) })) }),
  overflowOptions: (n) => overflow(options(n)),
  checkboxes: (n) => actions({ type: 'checkboxes', options: options(n) }),
  radioButtons: (n) => actions({ type: 'radio_buttons', options: options(n) }),
  optionText: (n) => select({ options: [option({ text: plain(x(n)) })] }),
  optionDescription: (n) => select({ options: [option({ description: plain(x(n)) })] }),
  optionUrl: (n) => overflow([option({ url: x(n) })]),
  optionValue: (n) => select({ options: [option({ value: x(n) })] }),
  groupLabel: (n) => select({ option_groups: [{ label: plain(x(n)), options: options(1) }] }),
  placeholder: (n) => typed({ placeholder: plain(x(n)) }),
  inputLength: (n) => typed({ max_length: n }),
  inputLabel: (n) => input({ type: 'plain_text_input' }, { label: plain(x(n)) }),
  inputHint: (n) => input({ type: 'plain_text_input' }, { hint: plain(x(n)) }),
  richInputLines: (n) => input({ type: 'rich_text_input', max_lines: n }),
  fileInputFiles: (n) => input({ type: 'file_input', max_files: n }),
  imageAlt: (n) => image({ alt_text: x(n) }),
  imageTitle: (n) => image({ title: plain(x(n)) }),
  imageUrl: (n) => image({ image_url: x(n) }),
  videoTitle: (n) => video({ title: plain(x(n)) }),
  videoAuthor: (n) => video({ author_name: x(n) }),
  tableRows: (n) => table(...times(n, () => [cell()])),
  tableColumns: (n) => table(times(n, () => cell())),
  columnSettings: (n) =>
    blocks({ type: 'table', rows: [[cell()]], column_settings: times(n, () => ({ align: 'right' })) }),
  tableText: (n) => table([cell(x(n - 5_000)), cell(x(5_000))]),
  tables: (n) => blocks(...times(n, () => ({ type: 'table', rows: [[cell()]] }))),
  dataTableRows: (n) => data(times(n, () => [cell()])),
  dataTablePage: (n) => data([[cell()], [cell()]], { page_size: n }),
  chartTitle: (n) => blocks(chart([line], { title: x(n) })),
  chartLabel: (n) => blocks(chart([{ ...line, name: x(n) }])),
  chartPoints: (n) => blocks(chart([{ name: 'x', data: times(n, () => point) }])),
  chartSeries: (n) => blocks(chart(times(n, () => line))),
  charts: (n) => blocks(...times(n, () => chart([line]))),
  cardTitle: (n) => blocks(card({ title: mrkdwn(x(n)) })),
  cardBody: (n) => blocks(card({ body: mrkdwn(x(n)) })),
  carouselCards: (n) => blocks({ type: 'carousel', elements: times(n, () => card({})) }),
  containerTitle: (n) => container({ title: plain(x(n)) }),
  containerBlocks: (n) => container({ child_blocks: times(n, () => divider) }),
  modalTitle: (n) => modal({ close: plain(x(n)) }),
  viewSize: (n) => {
    const text = (length: number) => ({ type: 'section', text: plain(x(length)) })
    const all = (rest: number) => modal({ blocks: [...times(79, () => text(2_950)), text(1 + rest)] })
    const view = (rest: number) => all(rest) as { readonly view: Json }
    return view(n - JSON.stringify(view(0).view).length)
  },
  privateMetadata: (n) => modal({ private_metadata: x(n) }),
}
