import { buttons, type Scene } from '../scene.ts'

export type Shown = ReturnType<Scene['last']>

/** The cells of the table of a message, without its labels, as texts; moments are empty. */
export const rowsIn = ({ blocks = [] }: Shown): readonly (readonly string[])[] => {
  const table = blocks.find(({ type }) => type === 'table') as { rows: { text?: string }[][] } | undefined
  return (table?.rows ?? []).slice(1).map((row) => row.map(({ text }) => text ?? ''))
}

/** What the buttons below a table say. */
export const labels = ({ blocks = [] }: Shown): readonly string[] =>
  blocks
    .flatMap(({ elements }) => (Array.isArray(elements) ? elements : []))
    .filter(({ action_id }) => /^(page:|csv)/.test(String(action_id)))
    .map(({ text }) => String(text.text))

const pages = (message: Shown) => buttons(message).filter((id) => id.startsWith('page:'))

/** The button to the next page; the one to the page before, of a message that is not on its first. */
export const next = (message: Shown): string => pages(message).at(-1) ?? ''
export const previous = (message: Shown): string => pages(message)[0] ?? ''

/** Settings with which only Ana and Marc may read. */
export const fewRead = (yaml: string): string =>
  yaml.replace('includes: "*"', 'includes: [ana@acme.example, marc@acme.example]')
