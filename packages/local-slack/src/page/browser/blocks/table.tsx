import { each } from '../look/each.ts'
import { asList, asObject, asText } from './read.ts'
import { RichText } from './rich-text.tsx'

// Not the library's: it reads mark-up in raw text (a mention in a node's name would be one), and throws on raw numbers.

type Cell = Readonly<Record<string, unknown>>

const rowsOf = (value: unknown): readonly (readonly Cell[])[] =>
  Array.isArray(value) ? value.map((row) => (Array.isArray(row) ? row.map(asObject) : [])) : []

const Content = ({ cell }: { readonly cell: Cell }) => {
  if (cell.type === 'rich_text') return <RichText block={cell} />
  return cell.type === 'raw_number' ? asText(cell.text) || String(cell.value ?? '') : asText(cell.text)
}

/** A `table` or `data_table` block; the first row is its head. */
export const Table = ({ block }: { readonly block: Readonly<Record<string, unknown>> }) => {
  const [head = [], ...rows] = rowsOf(block.rows)
  const settings = asList(block.column_settings)
  const looks = (cell: Cell | undefined, column: number) => {
    const { align, is_wrapped } = settings[column] ?? {}
    const side = asText(align) || (cell?.type === 'raw_number' ? 'right' : 'left')
    return `is-${side}${is_wrapped === true ? ' is-wrapped' : ''}`
  }
  // Numbers stand below their heading.
  const headLooks = (cell: Cell, column: number) => looks(rows[0]?.[column] ?? cell, column)
  const caption = asText(block.caption)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard, too
    <section className="table-frame" aria-label={caption || 'Table'} tabIndex={0}>
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {each(head, (cell, column) => (
              <th scope="col" className={headLooks(cell, column)}>
                <Content cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {each(rows, (row) => (
            <tr>
              {each(row, (cell, column) => (
                <td className={looks(cell, column)}>
                  <Content cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
