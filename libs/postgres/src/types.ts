import pg from 'pg';

/**
 * What PostgreSQL's values become in JavaScript, set in this one place. A `date` stays `YYYY-MM-DD`: the driver's
 * Date at local midnight is another day elsewhere. numeric and bigint are strings by default, and stay so.
 */
const dateType = 1082;
pg.types.setTypeParser(dateType, (text) => text);

export { pg };
