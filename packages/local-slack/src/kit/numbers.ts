/** One limit of Slack: at most `max` characters (UTF-16 code units, the strictest way to count) or items, and where that is written. */
export interface Limit {
  readonly max: number
  readonly source: string
}

const docs = (page: string) => `https://docs.slack.dev/reference/block-kit/${page}`
const types = '@slack/types 3.2.0, block-kit/*.d.ts'

/**
 * Every limit of Block Kit. Where sources differ, the smaller one stands here, so that what passes here passes there.
 * `weight` is undocumented: Slack's staff speak of 12,000 characters "with a buffer for block containers"
 * (github.com/slackapi/bolt-js/issues/2509, 2867), and posts were refused from about 13,170 with a container
 * counting for up to 125.
 */
export const LIMITS = {
  text: { max: 4_000, source: 'https://docs.slack.dev/reference/methods/chat.update, msg_too_long' },
  messageBlocks: { max: 50, source: docs('blocks') },
  viewBlocks: { max: 100, source: 'https://docs.slack.dev/reference/views' },
  weight: { max: 13_000, source: 'https://github.com/slackapi/bolt-js/issues/2509' },
  markdown: { max: 12_000, source: docs('blocks/markdown-block') },
  blockId: { max: 255, source: types },
  actionId: { max: 255, source: types },
  callbackId: { max: 255, source: types },
  textObject: { max: 3_000, source: docs('composition-objects/text-object') },
  headerText: { max: 150, source: docs('blocks/header-block') },
  sectionText: { max: 3_000, source: docs('blocks/section-block') },
  sectionFields: { max: 10, source: docs('blocks/section-block') },
  fieldText: { max: 2_000, source: docs('blocks/section-block') },
  contextElements: { max: 10, source: docs('blocks/context-block') },
  contextActions: { max: 5, source: docs('blocks/context-actions-block') },
  actionsElements: { max: 25, source: docs('blocks/actions-block') },
  buttonText: { max: 75, source: docs('block-elements/button-element') },
  buttonValue: { max: 2_000, source: docs('block-elements/button-element') },
  buttonUrl: { max: 3_000, source: docs('block-elements/button-element') },
  spoken: { max: 75, source: docs('block-elements/button-element#accessibility_label') },
  confirmTitle: { max: 100, source: docs('composition-objects/confirmation-dialog-object') },
  confirmText: { max: 300, source: docs('composition-objects/confirmation-dialog-object') },
  confirmButton: { max: 30, source: docs('composition-objects/confirmation-dialog-object') },
  options: { max: 100, source: docs('block-elements/select-menu-element') },
  optionGroups: { max: 100, source: docs('block-elements/select-menu-element') },
  overflowOptions: { max: 5, source: docs('block-elements/overflow-menu-element') },
  checkboxes: { max: 10, source: docs('block-elements/checkboxes-element') },
  radioButtons: { max: 10, source: docs('block-elements/radio-button-group-element') },
  optionText: { max: 75, source: docs('composition-objects/option-object') },
  optionDescription: { max: 75, source: docs('composition-objects/option-object') },
  optionUrl: { max: 3_000, source: docs('composition-objects/option-object') },
  // 150 works in practice (vercel/chat, adapter-slack/src/blocks/limits.ts).
  optionValue: { max: 75, source: types },
  groupLabel: { max: 75, source: docs('composition-objects/option-group-object') },
  placeholder: { max: 150, source: docs('block-elements/plain-text-input-element') },
  inputLength: { max: 3_000, source: docs('block-elements/plain-text-input-element') },
  inputLabel: { max: 2_000, source: docs('blocks/input-block') },
  inputHint: { max: 2_000, source: docs('blocks/input-block') },
  richInputLines: { max: 100, source: types },
  fileInputFiles: { max: 10, source: docs('block-elements/file-input-element') },
  imageAlt: { max: 2_000, source: docs('blocks/image-block') },
  imageTitle: { max: 2_000, source: docs('blocks/image-block') },
  imageUrl: { max: 3_000, source: docs('blocks/image-block') },
  videoTitle: { max: 199, source: docs('blocks/video-block') },
  videoAuthor: { max: 49, source: docs('blocks/video-block') },
  // Counting the row of labels.
  tableRows: { max: 100, source: docs('blocks/table-block') },
  tableColumns: { max: 20, source: docs('blocks/table-block') },
  columnSettings: { max: 20, source: docs('blocks/table-block') },
  // Written down for data tables; of tables it is known from refusals.
  tableText: { max: 10_000, source: docs('blocks/data-table-block') },
  // A second one is refused with invalid_attachments, only_one_table_allowed.
  tables: { max: 1, source: docs('blocks/table-block') },
  dataTableRows: { max: 101, source: docs('blocks/data-table-block') },
  dataTablePage: { max: 100, source: docs('blocks/data-table-block') },
  chartTitle: { max: 50, source: docs('blocks/data-visualization-block') },
  chartLabel: { max: 20, source: docs('blocks/data-visualization-block') },
  chartPoints: { max: 20, source: docs('blocks/data-visualization-block') },
  // 12 elsewhere (vercel/chat), 6 in an older copy of the documentation.
  chartSeries: { max: 6, source: docs('blocks/data-visualization-block') },
  charts: { max: 2, source: 'github.com/vercel/chat, adapter-slack/src/blocks/limits.ts' },
  cardTitle: { max: 150, source: docs('blocks/card-block') },
  cardBody: { max: 200, source: docs('blocks/card-block') },
  carouselCards: { max: 10, source: docs('blocks/carousel-block') },
  containerTitle: { max: 150, source: docs('blocks/container-block') },
  containerBlocks: { max: 10, source: docs('blocks/container-block') },
  modalTitle: { max: 24, source: 'https://docs.slack.dev/reference/views' },
  // In characters of its JSON; `view_too_large` says 250 kb.
  viewSize: { max: 240_000, source: 'https://docs.slack.dev/reference/methods/views.open' },
  privateMetadata: { max: 3_000, source: 'https://docs.slack.dev/reference/views' },
} as const satisfies Readonly<Record<string, Limit>>
