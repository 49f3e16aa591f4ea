/** Somebody with an account in the local Slack. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  /** A guest is invited to one channel, a stranger is of another organization. */
  readonly kind: 'member' | 'guest' | 'stranger'
  /** What the page says about this person. */
  readonly may: string
}

/** The people of every local Slack, by the word that tests call them. */
export const people: Readonly<Record<string, Person>> = {
  ana: { id: 'U07ANA', name: 'Ana', email: 'ana@acme.example', kind: 'member', may: 'member' },
  marc: { id: 'U03MARC', name: 'Marc', email: 'marc@acme.example', kind: 'member', may: 'member' },
  rita: { id: 'U05RITA', name: 'Rita', email: 'rita@acme.example', kind: 'member', may: 'member' },
  gus: { id: 'U09GUS', name: 'Gus', email: 'gus@partner.example', kind: 'guest', may: 'guest from elsewhere' },
  sam: {
    id: 'U0SAM',
    name: 'Sam',
    email: 'sam@other.example',
    kind: 'stranger',
    may: 'stranger of another organisation',
  },
}
