/** Somebody to act as in the playground. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  /** What this person is there to show. */
  readonly may: string
}

/** The people of the playground, by the word that `--as` takes. */
export const people: Readonly<Record<string, Person>> = {
  ana: { id: 'play:ana', name: 'Ana', email: 'ana@acme.example', may: 'operator: reads everything, changes rules' },
  marc: {
    id: 'play:marc',
    name: 'Marc',
    email: 'marc@acme.example',
    may: 'operator and owner: the second one to confirm, locks',
  },
  rita: { id: 'play:rita', name: 'Rita', email: 'rita@acme.example', may: 'reader: reads everything, changes nothing' },
  gus: { id: 'play:gus', name: 'Gus', email: 'gus@partner.example', may: 'guest from elsewhere: nothing' },
}
