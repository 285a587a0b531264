import type * as Grpc from '@grpc/grpc-js';
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as Services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import { createRequire } from 'node:module';

// The client's own stubs and its own gRPC, so that both ends speak what the client speaks.
const here = createRequire(import.meta.url);
const client = createRequire(here.resolve('@eventstore/db-client'));
const grpc = client('@grpc/grpc-js') as typeof Grpc;
const streams = client('../generated/streams_pb.js') as typeof Streams;
const shared = client('../generated/shared_pb.js') as typeof Shared;
const { StreamsService } = client('../generated/streams_grpc_pb.js') as typeof Services;

/** What may go wrong with an append: answered with this error, stored or not; or never answered. */
export type Fault =
  | { readonly when: 'before' | 'after'; readonly code: number; readonly exception?: string }
  | { readonly when: 'before' | 'after'; readonly hang: true };

export interface WireServer {
  readonly url: string;
  /** Asked for each append, in the order of their coming; nothing: it goes well. */
  fault: (stream: string) => Fault | undefined;
  /** Appends that came, stored or not. */
  readonly asked: number;
  /** Reads and subscriptions that came. */
  readonly reads: number;
  /** Ends every subscription, as a server does that goes away or, told so, that drops a slow consumer. */
  dropSubscriptions(tooSlow?: boolean): void;
  /** Ends every subscription without an error, as a server does that stops in order. */
  endSubscriptions(): void;
  /** Keeps every subscription of now and tells it nothing more, as a node does that is cut off from its cluster. */
  forgetSubscriptions(): void;
  readonly subscriptions: number;
  /** A system event between ours. */
  writeSystemEvent(): void;
  close(): Promise<void>;
}

interface Kept {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Grows by what an event weighs, as a log position does. */
  readonly position: bigint;
}

type Reading = Grpc.ServerWritableStream<Streams.ReadReq, Streams.ReadResp>;

/**
 * A server of the Streams protocol in this process: what a real EventStoreDB answers to exact revisions, idempotent
 * repetitions, reads and subscriptions, as seen on a 23.10.8 server, and the faults that it is told to have. For the wire
 * behaviour where no real server is at hand; the laws run against real ones too.
 */
export async function wireServer(): Promise<WireServer> {
  const all: Kept[] = [];
  const byStream = new Map<string, Kept[]>();
  const live = new Set<Reading>();
  let [asked, reads] = [0, 0];

  function store(event: Omit<Kept, 'revision' | 'position'>): Kept {
    const stream = byStream.get(event.stream) ?? [];
    const position = (all.at(-1)?.position ?? 0n) + BigInt(100 + event.data.byteLength);
    const kept = { ...event, revision: stream.length, position };
    byStream.set(event.stream, [...stream, kept]);
    all.push(kept);
    for (const call of live) if (matches(call.request, kept)) call.write(eventOf(kept));
    return kept;
  }

  function append(
    call: Grpc.ServerReadableStream<Streams.AppendReq, Streams.AppendResp>,
    answer: Answer,
  ): void {
    const messages: Streams.AppendReq[] = [];
    call.on('data', (message: Streams.AppendReq) => messages.push(message));
    call.on('error', () => {});
    call.on('end', () => {
      asked += 1;
      const options = messages[0]!.getOptions()!;
      const stream = nameOf(options.getStreamIdentifier()!);
      const fault = server.fault(stream);
      if (fault?.when === 'before') return failed(fault, answer, port);
      const response = decided(stream, options, messages.slice(1));
      if (fault) return failed(fault, answer, port);
      answer(null, response);
    });
  }

  function decided(
    stream: string,
    options: Streams.AppendReq.Options,
    messages: readonly Streams.AppendReq[],
  ): Streams.AppendResp {
    const proposed = messages.map((message) => message.getProposedMessage()!);
    const events = byStream.get(stream) ?? [];
    const expected = options.hasNoStream() ? -1 : Number(options.getRevision());
    const actual = events.length - 1;
    const success = new streams.AppendResp.Success();
    if (expected !== actual) {
      // A repetition is known by the ids at the expected place; what they hold is not compared.
      const there = proposed.map((event, i) => [event, events[expected + 1 + i]] as const);
      const repeated = there.every(([event, kept]) => kept && event.getId()!.getString() === kept.id);
      if (!repeated || expected > actual) {
        const wrong = new streams.AppendResp.WrongExpectedVersion();
        if (actual < 0) wrong.setCurrentNoStream(new shared.Empty());
        else wrong.setCurrentRevision(String(actual));
        if (expected < 0) wrong.setExpectedNoStream(new shared.Empty());
        else wrong.setExpectedRevision(String(expected));
        return new streams.AppendResp().setWrongExpectedVersion(wrong);
      }
      const last = there.at(-1)![1]!;
      success.setCurrentRevision(String(last.revision)).setPosition(positionOf(last));
    } else {
      let last: Kept | undefined;
      for (const event of proposed)
        last = store({
          ...{ stream, id: event.getId()!.getString(), type: event.getMetadataMap().get('type')! },
          ...{ contentType: event.getMetadataMap().get('content-type')!, data: event.getData_asU8() },
          metadata: event.getCustomMetadata_asU8(),
        });
      success.setCurrentRevision(String(last!.revision)).setPosition(positionOf(last!));
    }
    return new streams.AppendResp().setSuccess(success);
  }

  function read(call: Reading): void {
    reads += 1;
    const options = call.request.getOptions()!;
    const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
    const stream = options.getStream();
    if (stream) {
      const events = byStream.get(nameOf(stream.getStreamIdentifier()!));
      if (!events) {
        const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(
          stream.getStreamIdentifier()!,
        );
        call.write(new streams.ReadResp().setStreamNotFound(missing));
      } else {
        const from = stream.hasStart() ? 0 : Number(stream.getRevision());
        for (const event of events.slice(from, from + Number(options.getCount()))) call.write(eventOf(event));
      }
      call.end();
      return;
    }
    const at = options.getAll()!;
    const position = at.hasPosition() ? BigInt(at.getPosition()!.getCommitPosition()) : null;
    if (position !== null && position > (all.at(-1)?.position ?? 0n)) {
      call.emit('error', { code: grpc.status.UNKNOWN, details: 'Unexpected ReadAllResult: InvalidPosition' });
      return;
    }
    if (options.hasSubscription()) {
      call.write(
        new streams.ReadResp().setConfirmation(
          new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('wire'),
        ),
      );
      for (const event of all)
        if ((position === null || event.position > position) && matches(call.request, event))
          call.write(eventOf(event));
      call.write(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
      live.add(call);
      call.on('cancelled', () => live.delete(call));
      return;
    }
    const listed = backwards
      ? [...all].reverse().filter((event) => position === null || event.position < position)
      : all.filter((event) => position === null || event.position >= position);
    for (const event of listed.slice(0, Number(options.getCount()))) call.write(eventOf(event));
    call.end();
  }

  const listening = new grpc.Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  listening.addService(StreamsService as never, { read, append } as never);
  const port = await new Promise<number>((resolve, reject) =>
    listening.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );

  const server: WireServer = {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    fault: () => undefined,
    get asked() {
      return asked;
    },
    get reads() {
      return reads;
    },
    get subscriptions() {
      return live.size;
    },
    dropSubscriptions(tooSlow = false) {
      const away = { code: grpc.status.UNAVAILABLE, details: 'dropped' };
      // As a 23.10.8 server says it.
      const slow = {
        code: grpc.status.ABORTED,
        details:
          'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
      };
      for (const call of live) call.emit('error', tooSlow ? slow : away);
      live.clear();
    },
    endSubscriptions() {
      for (const call of live) call.end();
      live.clear();
    },
    forgetSubscriptions: () => live.clear(),
    writeSystemEvent: () =>
      void store({
        ...{ stream: '$stats', id: '00000000-0000-4000-8000-000000000000', type: '$statsCollected' },
        ...{ contentType: 'application/json', data: Buffer.from('{}'), metadata: new Uint8Array(0) },
      }),
    close: async () => listening.forceShutdown(),
  };
  return server;
}

type Answer = Grpc.sendUnaryData<Streams.AppendResp>;

function failed(fault: Fault, answer: Answer, port: number): void {
  if ('hang' in fault) return;
  const metadata = new grpc.Metadata();
  if (fault.exception) metadata.add('exception', fault.exception);
  if (fault.exception === 'not-leader') {
    metadata.add('leader-endpoint-host', '127.0.0.1');
    metadata.add('leader-endpoint-port', String(port));
  }
  answer({ code: fault.code, details: 'told to fail', metadata } as never);
}

const nameOf = (identifier: Shared.StreamIdentifier): string =>
  Buffer.from(identifier.getStreamName_asU8()).toString('utf8');

function positionOf({ position }: Kept): Streams.AppendResp.Position {
  return new streams.AppendResp.Position()
    .setCommitPosition(String(position))
    .setPreparePosition(String(position));
}

function eventOf(kept: Kept): Streams.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(kept.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(kept.stream)))
    .setStreamRevision(String(kept.revision))
    .setCommitPosition(String(kept.position))
    .setPreparePosition(String(kept.position))
    .setCustomMetadata(kept.metadata)
    .setData(kept.data);
  recorded.getMetadataMap().set('type', kept.type).set('content-type', kept.contentType);
  return new streams.ReadResp().setEvent(new streams.ReadResp.ReadEvent().setEvent(recorded));
}

/** As the filters of a subscription to all streams do. */
function matches(request: Streams.ReadReq, { type, stream }: Kept): boolean {
  const filter = request.getOptions()!.getFilter();
  const names = filter?.getStreamIdentifier();
  if (names) return names.getPrefixList().some((prefix) => stream.startsWith(prefix));
  const regex = filter?.getEventType()?.getRegex();
  return !regex || new RegExp(regex).test(type);
}
