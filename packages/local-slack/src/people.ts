/** Somebody to act as in the playground. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  /** What this person is there to show. */
  readonly may: string
  /** How the local Slack knows them: a guest is invited to one channel, a stranger is of another organisation. */
  readonly slack: { readonly id: string; readonly kind: 'member' | 'guest' | 'stranger' }
}

/** The people of the playground, by the word that `--as` takes. */
export const people: Readonly<Record<string, Person>> = {
  ana: {
    id: 'play:ana',
    name: 'Ana',
    email: 'ana@acme.example',
    may: 'operator: reads everything, changes rules',
    slack: { id: 'U07ANA', kind: 'member' },
  },
  marc: {
    id: 'play:marc',
    name: 'Marc',
    email: 'marc@acme.example',
    may: 'operator and owner: the second one to confirm, locks',
    slack: { id: 'U03MARC', kind: 'member' },
  },
  rita: {
    id: 'play:rita',
    name: 'Rita',
    email: 'rita@acme.example',
    may: 'reader: reads everything, changes nothing',
    slack: { id: 'U05RITA', kind: 'member' },
  },
  gus: {
    id: 'play:gus',
    name: 'Gus',
    email: 'gus@partner.example',
    may: 'guest from elsewhere: nothing',
    slack: { id: 'U09GUS', kind: 'guest' },
  },
  sam: {
    id: 'play:sam',
    name: 'Sam',
    email: 'sam@other.example',
    may: 'stranger of another organisation: nothing',
    slack: { id: 'U0SAM', kind: 'stranger' },
  },
}
