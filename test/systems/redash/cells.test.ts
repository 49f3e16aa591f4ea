import { expect, test } from 'vitest'
import { cellText } from '../../../src/message/table.ts'
import { cellOf, columnOf } from '../../../src/systems/redash/describe/cells.ts'

/** A cell of a column of this name as people read it. */
const shown = (name: string, cell: unknown, type: string | undefined = 'integer') => {
  const column = { name, title: name, type, isHidden: false }
  const { type: of, align } = columnOf(column, [{ [name]: cell }])
  return `${align === 'right' || of === 'integer' ? '→' : ''}${cellText(cellOf(cell, of), { type: of })}`
}

test.for(['id', 'ID', 'id1', 'order_id', 'order id', 'orders.id', 'orderId', 'orderID', 'year', 'birth_year'])(
  'the digits of %s stand together: it counts nothing',
  (name) => {
    expect(shown(name, 12345)).toBe('→12345')
    expect(shown(name, 12345, undefined)).toBe('→12345')
    expect(shown(name, '9007199254740993')).toBe('→9007199254740993')
  },
)

test.for(['orders', 'paid', 'grid', 'void', 'ids_seen', 'years', 'id_count'])('those of %s have separators', (name) => {
  expect(shown(name, 12345)).toBe('→12,345')
})
