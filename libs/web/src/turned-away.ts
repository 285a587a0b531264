/** Why a request was turned away before any work: by a limit of its caller, or because all hands are busy. */
export type TurnedAway = 'login' | 'guest' | 'denied' | 'pages' | 'search' | 'busy' | 'pressure';

const counts: Record<TurnedAway, number> = {
  ...{ login: 0, guest: 0, denied: 0, pages: 0, search: 0 },
  ...{ busy: 0, pressure: 0 },
};

export const countTurnedAway = (reason: TurnedAway): void => void counts[reason]++;

/** Requests of this process so far, by why they were turned away. */
export const turnedAway = (): Readonly<Record<TurnedAway, number>> => ({ ...counts });
