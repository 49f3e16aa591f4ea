import type { RillState, Service } from '../state.ts'

/** The service whose token this is, valid or not. */
export const serviceOf = ({ services }: RillState, token: string): Service | undefined =>
  services.find((one) => one.token === token)
