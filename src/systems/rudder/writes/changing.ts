import { FormWanted } from '../../../errors.ts'
import type { Form } from '../../../form.ts'
import type { SettingsApi } from '../shapes/settings.ts'
import { isAutomatic, takenUp } from './generation.ts'

/** A sentence that stays true once the change is applied. */
export interface Lasting {
  readonly lasts: string
}

/** What the server's settings mean for a change: whether it may need validation, and when nodes apply it. */
export interface Changing {
  readonly validation: boolean
  /** Minutes. */
  readonly every: number
  /** The note that the change may need validation; empty if it can't. */
  readonly held: readonly string[]
  /** Whether Rudder generates policies by itself once something has changed. */
  readonly automatic: boolean
  /** A note that says when nodes apply it, and what happens to them then. */
  later(what: string, whose?: 'their' | 'its'): Lasting
  /** The settings that a plan's notes depend on, for its `promises`. */
  readonly promises: { readonly generation: string }
}

const least = 5

const reasonForm: Form = {
  title: 'Reason for the change',
  button: 'Give a reason',
  submit: 'Continue',
  fields: [
    {
      name: 'reason',
      title: 'Why is this change needed?',
      hint: 'It is shown with the change and kept in the audit log.',
      kind: { is: 'long-text', least, most: 500 },
      required: true,
      typed: 'flag',
      apart: true,
    },
  ],
}

/**
 * Reads how changes are made there; throws FormWanted if a reason is mandatory and there is none. API 14 and newer do
 * not enforce that for rules themselves, so it is done here.
 */
export const changing = async (api: SettingsApi, reason: string | undefined): Promise<Changing> => {
  const {
    reasonMandatory,
    changeValidation: validation,
    runFrequency: every,
    generationPolicy: generation,
  } = await api.settings()
  if (reasonMandatory && (reason ?? '').trim().length < least) {
    throw new FormWanted(
      `This Rudder wants a reason of at least ${least} characters for every change. Add “because …” to the line.`,
      reasonForm,
    )
  }
  return {
    validation,
    every,
    held: validation
      ? [
          'Change validation is on: Rudder may open a change request, and then nothing changes until somebody deploys it there.',
        ]
      : [],
    automatic: isAutomatic(generation),
    later: (what, whose) => ({ lasts: `${takenUp(generation, every, whose)} ${what}` }),
    promises: { generation },
  }
}
