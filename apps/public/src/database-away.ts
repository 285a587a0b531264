import { passesBy } from '@sunlit/postgres';
import { problem, type Recognise } from '@sunlit/web';

/** The database is away, full, busy or out of connections: whoever asks again may get the page. */
export const databaseAway: Recognise = (error) => (passesBy(error) ? problem('unavailable', 503) : undefined);
