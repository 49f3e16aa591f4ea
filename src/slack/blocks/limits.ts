type Json = Readonly<Record<string, unknown>>

/** One limit of Slack: at most `max` characters (UTF-16 code units, the strictest way to count) or items, and its source. */
export interface BlockLimit {
  readonly max: number
  readonly source: string
}

const docs = (page: string) => `https://docs.slack.dev/reference/block-kit/${page}`

/**
 * The limits of Block Kit that a message has to keep. If sources differ, the smaller number is here.
 * `weight` is undocumented: Slack's staff mention 12,000 characters "with a buffer for block containers"
 * (github.com/slackapi/bolt-js/issues/2509, 2867), and posts were refused from about 13,170 with a container
 * counting for up to 125.
 */
export const LIMITS = {
  text: { max: 4_000, source: 'https://docs.slack.dev/reference/methods/chat.update, msg_too_long' },
  weight: { max: 13_000, source: 'https://github.com/slackapi/bolt-js/issues/2509' },
  textObject: { max: 3_000, source: docs('composition-objects/text-object') },
  headerText: { max: 150, source: docs('blocks/header-block') },
  actionsElements: { max: 25, source: docs('blocks/actions-block') },
  buttonText: { max: 75, source: docs('block-elements/button-element') },
  spoken: { max: 75, source: docs('block-elements/button-element#accessibility_label') },
  confirmTitle: { max: 100, source: docs('composition-objects/confirmation-dialog-object') },
  confirmText: { max: 300, source: docs('composition-objects/confirmation-dialog-object') },
  confirmButton: { max: 30, source: docs('composition-objects/confirmation-dialog-object') },
  // Including the row of labels.
  tableRows: { max: 100, source: docs('blocks/table-block') },
  tableColumns: { max: 20, source: docs('blocks/table-block') },
  // Documented for data tables; for tables it is known from refusals.
  tableText: { max: 10_000, source: docs('blocks/data-table-block') },
  modalTitle: { max: 24, source: 'https://docs.slack.dev/reference/views' },
  viewBlocks: { max: 100, source: 'https://docs.slack.dev/reference/views' },
  // In characters of its JSON; `view_too_large` says 250 kb.
  viewSize: { max: 240_000, source: 'https://docs.slack.dev/reference/methods/views.open' },
  inputHint: { max: 2_000, source: docs('blocks/input-block') },
  inputLength: { max: 3_000, source: docs('block-elements/plain-text-input-element') },
  options: { max: 100, source: docs('block-elements/select-menu-element') },
  overflowOptions: { max: 5, source: docs('block-elements/overflow-menu-element') },
  optionValue: { max: 75, source: '@slack/types 3.2.0, block-kit/*.d.ts' },
  optionText: { max: 75, source: docs('composition-objects/option-object') },
} as const satisfies Readonly<Record<string, BlockLimit>>

// A divider, 18 characters of JSON, has been seen to count for 125.
const CONTAINER = 110

/** What a block counts for against `LIMITS.weight`; a table has a limit of its own. */
export const weight = (block: Json): number =>
  block.type === 'table' ? CONTAINER : JSON.stringify(block).length + CONTAINER
