import { UserError } from '../errors.ts'
import type { Doing } from '../run/doing.ts'
import { isOurRun, setResume } from '../store/runs.ts'
import type { SlackContext } from './context.ts'
import type { ActiveRun } from './incoming-line.ts'

/** Why a line ends here whose run was stopped, or is another process's now; nobody sees it. */
export const wasStopped = new UserError('It was stopped.')

/**
 * Stores what another process needs to go on with a run, as soon as that is known. Ends the line here if the run is over, or
 * another process's.
 */
export const goesOn = async ({ context }: SlackContext, running: ActiveRun, { resume }: Doing): Promise<void> => {
  const { run, elsewhere, over } = running
  if (resume === undefined || !elsewhere) return
  const { db } = context.store
  const by = context.replica
  const isOurs = elsewhere.is === resume ? await isOurRun(db, run, by) : await setResume(db, { id: run, by, resume })
  elsewhere.is = resume
  if (!isOurs) over?.abort(wasStopped)
}
