/** The settings about reasons. */
export interface ReasonApi {
  reasonAsked(): Promise<boolean>
  reasonMandatory(): Promise<boolean>
}

/** Whether a change needs a reason: Rudder looks at the second setting only if the first is on. */
export const isReasonMandatory = async (api: ReasonApi): Promise<boolean> => {
  const [asked, mandatory] = await Promise.all([api.reasonAsked(), api.reasonMandatory()])
  return asked && mandatory
}
