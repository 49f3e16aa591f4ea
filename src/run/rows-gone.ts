import { UserError } from '../errors.ts'

/** The rows of a stored table were deleted in the meantime; `next` are lines that read them now. */
export class RowsGone extends UserError {
  constructor(next: readonly string[] = []) {
    super('The rows of this table are no longer stored. Ask again to read them now.', next)
  }
}
