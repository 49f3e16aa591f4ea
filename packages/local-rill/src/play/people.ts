import type { LocalRill } from '../local-rill.ts'

/** Whose rows there are in the playground. */
export const domains: readonly string[] = ['acme.example', 'globex.example', 'initech.example', 'umbrella.example']

const regions: Readonly<Record<string, string>> = { ana: 'eu', marc: 'us', rita: 'apac', otto: 'eu' }

/** Makes the people of the playground users of Rill, each with a region. */
export function addPeople({ state }: LocalRill): void {
  for (const [name, region] of Object.entries(regions))
    state.users.push({
      email: `${name}@acme.example`,
      name: name.replace(/^./, (letter) => letter.toUpperCase()),
      admin: name === 'otto',
      groups: [],
      attributes: { region, min_price: 5 },
    })
}
