import type { LensQuery, LensTable } from '../shapes/index.ts'

type Titled = { readonly name: string; readonly shortTitle?: string | null | undefined }

const titleOf = (name: string, tables: readonly LensTable[]): string => {
  const [table = ''] = name.split('.')
  const own = tables.find((one) => one.name === table)
  const all: readonly Titled[] = own ? [...own.measures, ...own.dimensions] : []
  return all.find((one) => one.name === name)?.shortTitle ?? name
}

/** A query in a few words, for a title: `Revenue by Region per month`. */
export const questionInWords = (
  { measures = [], dimensions = [], timeDimensions = [] }: LensQuery,
  tables: readonly LensTable[],
): string => {
  const listed = (names: readonly string[]) => names.map((name) => titleOf(name, tables)).join(', ')
  const grain = timeDimensions.find(({ granularity }) => granularity)?.granularity
  const head = measures.length > 0 ? listed(measures) : listed(dimensions)
  const by = measures.length > 0 && dimensions.length > 0 ? ` by ${listed(dimensions)}` : ''
  return `${head}${by}${grain ? ` per ${grain}` : ''}`.trim()
}
