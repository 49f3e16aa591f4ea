import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { LensTable } from '../shapes/index.ts'

const tableOf = (member: string): string => member.split('.')[0] ?? ''

/** Throws UserError if these members are of tables that the model doesn't join. Views join nothing and are whole by themselves. */
export const mustJoin = (members: readonly string[], tables: readonly LensTable[]): void => {
  const named = [...new Set(members.map(tableOf))]
  const found = named.map((name) => ({
    name,
    of: tables.find((table) => table.name === name)?.connectedComponent ?? null,
  }))
  const [first, ...others] = found
  const apart = others.find(({ of }) => of === null || of !== first?.of)
  if (first && apart)
    throw new UserError(
      `${quoted(first.name)} and ${quoted(apart.name)} aren't joined in this Lens. Ask about one of them at a time.`,
    )
}
