import type { Store } from '../../store/db.ts'
import { type PersonalKey, someKeys } from '../../store/personal-keys.ts'
import type { Sealer } from '../../vault/seal.ts'
import { type Check, finder } from './finding.ts'

/** How many keys are tried. */
const most = 1_000

/** Whether the keys that people gave can be opened; `open` gives the store, if there is one. */
export const keysCheck = (open: () => Promise<Store | undefined>, sealer: Sealer | undefined): Check => ({
  name: 'keys',
  offline: true,
  run: async () => {
    const store = await open()
    // A database of an older version has no such table; what else is wrong with it the database's own check says.
    const keys = store ? await someKeys(store.db, most).catch((): PersonalKey[] => []) : []
    const broken = keys.filter(({ sealed, ...owner }) => !sealer || typeof sealer.open(sealed, owner) === 'string')
    const found = finder('keys of people')
    if (keys.length === 0) return []
    if (broken.length === 0) return [found('ok', 'keys', `${keys.length} of ${keys.length} can be opened.`)]
    return [
      found(
        'warning',
        'keys',
        `${broken.length} of ${keys.length} can't be opened: COXSWAIN_SEALING_KEY was changed or is missing, or the database was.`,
        { todo: 'Put the former sealing key back, or have people give their keys again (/cox connect).' },
      ),
    ]
  },
})
