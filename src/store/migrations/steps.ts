import type { Migration } from 'kysely/migration'
import { spine } from './001-spine.ts'
import { slack } from './002-slack.ts'
import { health } from './003-health.ts'
import { holds } from './004-holds.ts'
import { servers } from './005-servers.ts'
import { refusals } from './006-refusals.ts'
import { backups } from './007-backups.ts'
import { follow } from './008-follow.ts'
import { runTables } from './009-tables.ts'
import { reminders } from './010-reminders.ts'
import { shares } from './011-shares.ts'
import { forms } from './012-forms.ts'
import { keysOfPeople } from './013-personal-keys.ts'
import { resume } from './014-resume.ts'
import { presses } from './015-presses.ts'
import { watches } from './016-watches.ts'
import { delivery } from './017-delivery.ts'
import { watchesOfSettings } from './018-declared-watches.ts'
import { confirmedWatches } from './019-confirmed-watches.ts'

/** Every step from an empty database to `schema.ts`, in order; a released step is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-spine': spine,
  '002-slack': slack,
  '003-health': health,
  '004-holds': holds,
  '005-servers': servers,
  '006-refusals': refusals,
  '007-backups': backups,
  '008-follow': follow,
  '009-tables': runTables,
  '010-reminders': reminders,
  '011-shares': shares,
  '012-forms': forms,
  '013-personal-keys': keysOfPeople,
  '014-resume': resume,
  '015-presses': presses,
  '016-watches': watches,
  '017-delivery': delivery,
  '018-declared-watches': watchesOfSettings,
  '019-confirmed-watches': confirmedWatches,
}
