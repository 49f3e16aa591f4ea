import { type Cell, type Table, table } from '../database/table.ts'

const first = ['Anna', 'Hugo', 'Olga', 'Vigdís', 'Chloe', 'Jörg', 'Quinn', 'Élodie', 'Łukasz', 'Søren']
const last = ["O'Neill", 'Lindqvist', 'West', 'Hansen', 'Šimić', 'Dvořák', '山田']
const places = [
  ['FR', 'Paris', 48.86, 2.35],
  ['DE', 'Berlin', 52.53, 13.41],
  ['ES', 'Madrid', 40.42, -3.7],
  ['JP', '東京', 35.68, 139.65],
  ['BR', 'São Paulo', -23.55, -46.63],
  ['CH', 'Zürich', 47.38, 8.54],
] as const

/** Notes that would mean something to Slack, a spreadsheet or a terminal. */
const notes: readonly Cell[] = [
  '<!channel>',
  '=HYPERLINK("https://example.test","open")',
  'line one\nline two',
  '*bold* _it_ `code` ```block``` <https://example.test|link> & "quotes"',
  'emoji 🎉 and tab\tend',
  null,
]

const pad = (n: number) => String(n).padStart(2, '0')

const customers: Table = table(
  'id:integer full_name:varchar email:varchar city:varchar country:varchar note: vip:boolean created_at:datetime lat:float lon:float segment:varchar',
  Array.from({ length: 40 }, (_, at) => {
    const id = at + 1
    const [country, city, lat, lon] = places[at % places.length] ?? places[0]
    const name = `${first[at % first.length]} ${last[at % last.length]}`
    const email = id % 17 === 0 ? null : `customer${id}@example.test`
    const vip = id % 13 === 0 ? null : id % 4 === 0
    const note = at < notes.length ? (notes[at] ?? null) : `note ${id}`
    return [
      id,
      name,
      email,
      city,
      country,
      note,
      vip,
      `2024-01-${pad(1 + (at % 28))}T08:${pad(at)}:37Z`,
      lat,
      lon,
      id % 2 ? 'trade' : 'retail',
    ]
  }),
)

const statuses = ['new', 'paid', 'paid', 'shipped', 'cancelled'] as const
const channels = ['web', 'shop', 'phone'] as const
const lastOrder = Date.UTC(2026, 10, 29, 16, 0, 7)
const hours = 3_600_000

/** Six a day, up to the evening of 29 November 2026. */
const orders: Table = table(
  'id:integer customer_id:integer ordered_at:datetime status:varchar channel:varchar items:integer amount:float discount:float comment:',
  Array.from({ length: 2000 }, (_, at) => {
    const id = at + 1
    const when = new Date(lastOrder - (2000 - id) * 4 * hours).toISOString().slice(0, 19)
    const status = id % 17 === 0 ? 'returned' : (statuses[id % 5] ?? 'new')
    const amount = ((id * 7919) % 99_500) / 100 + 5
    const comment = id % 3 === 0 ? null : `order ${id}`
    return [id, 1 + (id % 40), when, status, channels[id % 3] ?? 'web', 1 + (id % 5), amount, (id % 4) / 20, comment]
  }),
)

/** What the databases of the seed hold. */
export const tablesOf = (): Record<string, Table> => ({
  customers,
  orders,
  payments: table('id:integer amount:float', [
    [1, 1_500_000.5],
    [2, 604_585.72],
  ]),
  t: table('id:integer name: price:float day: n:', [
    [1, 'a', 1.5, '2026-01-01', null],
    [2, null, 2, '2026-01-02', null],
    [3, 'ü', null, null, null],
  ]),
})
