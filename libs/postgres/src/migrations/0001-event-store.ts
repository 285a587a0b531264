import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Schema `store`: every event of the ledger, in one order, never changed.
 *
 * `store.append` is the only way in. It runs with its owner's rights, so that the writing role needs nothing but
 * EXECUTE: a role that may INSERT by itself could store an event beside the head row, in no order at all.
 */
export class EventStore0001 implements MigrationInterface {
  readonly name = 'EventStore1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [head, event, refuseChange, append, grants]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Events are for ever: the event store is not migrated down.');
  }
}

/** The one row that every append locks: what makes positions gapless and their order the order of commits. */
const head = `
  CREATE TABLE store.head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint NOT NULL
  ) WITH (fillfactor = 10);
  INSERT INTO store.head (position) VALUES (0);
`;

/**
 * Names are ours and compared by byte. Most bodies are digests and salts, which do not compress: rows of up to a page
 * stay in one piece and are never handed to the compressor.
 */
const event = `
  CREATE TABLE store.event (
    position bigint PRIMARY KEY,
    revision integer NOT NULL CHECK (revision >= 0),
    id uuid NOT NULL UNIQUE,
    stream text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    body bytea NOT NULL CHECK (octet_length(body) <= 262144),
    UNIQUE (stream, revision)
  ) WITH (toast_tuple_target = 8160);
  ALTER TABLE store.event ALTER COLUMN body SET STORAGE EXTERNAL;
`;

/** ALWAYS: not even a session that plays a replica's part (session_replication_role) gets past it. */
const refuseChange = `
  CREATE FUNCTION store.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    RAISE EXCEPTION 'store.% keeps what it holds: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'SL002';
  END $$;

  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON store.event
    FOR EACH STATEMENT EXECUTE FUNCTION store.refuse_change();
  ALTER TABLE store.event ENABLE ALWAYS TRIGGER refuse_change;

  CREATE TRIGGER refuse_change BEFORE DELETE OR TRUNCATE ON store.head
    FOR EACH STATEMENT EXECUTE FUNCTION store.refuse_change();
  ALTER TABLE store.head ENABLE ALWAYS TRIGGER refuse_change;
`;

/**
 * Many appends in one call; each is stored whole or answered with why not, and spoils no other.
 *
 *   streams   the different streams written to
 *   slots     per append: which of the streams (from 1)
 *   expected  per append: revision of the stream's last event, -1 for a stream without events
 *   sizes     per append: how many events
 *   ids, types, bodies: the events of all appends, one after another
 *   deadline  by this server's clock: a call that was held up on its way (a frozen server, a stalled wire) stores
 *             nothing after its caller has been told that the time is over
 *
 * Answers a row per append, in order: stored (revision and position of its last event), replayed (the same of the
 * first time) or conflict (the stream's last revision, -1 for none). An append is a replay when each of its ids is
 * stored at exactly the stream and revision it would get now; if some are stored in any other way, it is a conflict.
 *
 * The lookups run after the head row is locked, each with a snapshot of its own, so they see every earlier append.
 * They are pinned to indexes, since statistics of a young table promise nothing about the grown one; a plan that has
 * to use a switched-off node counts as so costly that the JIT compiler would start (30 ms a call): it is off too.
 */
const append = `
  CREATE FUNCTION store.append(
    streams text[], slots integer[], expected bigint[], sizes integer[], ids uuid[], types text[], bodies bytea[],
    deadline timestamptz DEFAULT 'infinity',
    OUT outcome text, OUT revision bigint, OUT "position" bigint
  ) RETURNS SETOF record LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan
    SET jit = off SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
  AS $$
  DECLARE
    unsafe text;
    head_now bigint;
    head_before bigint;
    latest bigint[];
    appends integer[];
    known record;
    is_known boolean[] := array_fill(false, ARRAY[cardinality(slots)]);
    replay_positions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(slots)]);
    position_shifts bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(slots)]);
    revision_shifts bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(slots)]);
    seen integer := 0;
    inserted bigint;
  BEGIN
    SELECT string_agg(name, ', ') INTO unsafe
      FROM unnest(ARRAY['synchronous_commit', 'fsync', 'full_page_writes']) AS name
      WHERE current_setting(name) = 'off';
    IF unsafe IS NOT NULL THEN
      RAISE EXCEPTION 'the event store refuses to append with % = off: a crash would lose acknowledged events', unsafe
        USING ERRCODE = 'SL001';
    END IF;

    SELECT array_agg(a ORDER BY a) INTO appends
      FROM unnest(sizes) WITH ORDINALITY AS s(size, a) CROSS JOIN generate_series(1, size);
    IF (cardinality(slots) = cardinality(sizes) AND cardinality(appends) = cardinality(ids) AND 0 < ALL (sizes))
        IS NOT TRUE THEN
      RAISE EXCEPTION 'appends, sizes and events do not match' USING ERRCODE = '22023';
    END IF;

    SELECT h.position INTO STRICT head_now FROM store.head h FOR UPDATE;
    head_before := head_now;
    IF clock_timestamp() > deadline THEN
      RAISE EXCEPTION 'the append came too late: its caller has given up' USING ERRCODE = 'SL003';
    END IF;

    SELECT array_agg(coalesce(last.revision, -1) ORDER BY s.slot) INTO latest
      FROM unnest(streams) WITH ORDINALITY AS s(stream, slot)
      LEFT JOIN LATERAL (
        SELECT e.revision FROM store.event e WHERE e.stream = s.stream ORDER BY e.revision DESC LIMIT 1
      ) last ON true;

    FOR known IN
      SELECT n.a, count(*) AS ids, max(e.position) AS last_position, min(e.revision) AS first_revision,
          bool_and(e.stream = streams[slots[n.a]]) AND min(e.revision - n.i) = max(e.revision - n.i) AS in_place
        FROM unnest(appends, ids) WITH ORDINALITY AS n(a, id, i) JOIN store.event e ON e.id = n.id
        GROUP BY n.a
    LOOP
      is_known[known.a] := true;
      IF known.ids = sizes[known.a] AND known.in_place AND known.first_revision = expected[known.a] + 1 THEN
        replay_positions[known.a] := known.last_position;
      END IF;
    END LOOP;

    FOR a IN 1 .. cardinality(slots) LOOP
      IF replay_positions[a] IS NOT NULL THEN
        outcome := 'replayed'; revision := expected[a] + sizes[a]; position := replay_positions[a];
      ELSIF NOT is_known[a] AND latest[slots[a]] = expected[a] THEN
        position_shifts[a] := head_now - seen;
        revision_shifts[a] := expected[a] - seen;
        head_now := head_now + sizes[a];
        latest[slots[a]] := expected[a] + sizes[a];
        outcome := 'stored'; revision := latest[slots[a]]; position := head_now;
      ELSE
        outcome := 'conflict'; revision := latest[slots[a]]; position := NULL;
      END IF;
      seen := seen + sizes[a];
      RETURN NEXT;
    END LOOP;

    IF head_now > head_before THEN
      INSERT INTO store.event (position, revision, id, stream, type, body)
        SELECT n.i + position_shifts[n.a], n.i + revision_shifts[n.a], n.id, streams[slots[n.a]], n.type, n.body
          FROM unnest(appends, ids, types, bodies) WITH ORDINALITY AS n(a, id, type, body, i)
          WHERE position_shifts[n.a] IS NOT NULL
          ORDER BY n.i;
      GET DIAGNOSTICS inserted = ROW_COUNT;
      IF inserted <> head_now - head_before THEN
        RAISE EXCEPTION 'stored % events for % positions', inserted, head_now - head_before USING ERRCODE = 'XX000';
      END IF;
      UPDATE store.head h SET position = head_now;
      PERFORM pg_notify('sunlit_events', '');
    END IF;
  END $$;
`;

/** Every appending process and every follower reads; only the writing role appends. */
const grants = `
  REVOKE ALL ON FUNCTION
    store.append(text[], integer[], bigint[], integer[], uuid[], text[], bytea[], timestamptz), store.refuse_change()
    FROM PUBLIC;
  REVOKE ALL ON store.head, store.event FROM sunlit_writer, sunlit_projector;
  GRANT USAGE ON SCHEMA store TO sunlit_writer, sunlit_projector;
  GRANT SELECT ON store.event TO sunlit_writer, sunlit_projector;
  GRANT EXECUTE ON FUNCTION store.append(text[], integer[], bigint[], integer[], uuid[], text[], bytea[], timestamptz) TO sunlit_writer;
`;
