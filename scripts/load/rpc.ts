/** A bare JSON-RPC connection: no types, no caches, nothing between the caller and the socket. */

import { WebSocket } from '@polkadot/x-ws';

const CONNECT_TIMEOUT_MS = 30_000;

/** The answer to a request. */
export interface Answer {
	result?: unknown;
	error?: { code: number; message: string; data?: unknown };
}

interface Message extends Answer {
	id?: number;
	params?: { subscription: string; result: unknown };
}

/** A WebSocket that speaks JSON-RPC 2.0. When it closes, requests that are open are rejected. */
export class RpcSocket {
	private nextId = 1;
	private readonly pending = new Map<number, (answer: Answer) => void>();
	private readonly subscriptions = new Map<string, (item: unknown) => void>();

	private constructor(private readonly socket: WebSocket) {
		socket.onmessage = ({ data }) => this.receive(String(data));
		socket.onclose = () => this.rejectPending();
	}

	/** Opens a connection; throws if there is none in 30 s. */
	static connect(url: string): Promise<RpcSocket> {
		return new Promise((resolve, reject) => {
			const socket = new WebSocket(url);
			const fail = (why: string) => {
				clearTimeout(timer);
				reject(new Error(`no connection to ${url}: ${why}`));
			};
			const timer = setTimeout(() => fail('too late'), CONNECT_TIMEOUT_MS);
			socket.onerror = () => fail('refused');
			socket.onopen = () => {
				clearTimeout(timer);
				socket.onerror = () => socket.close();
				resolve(new RpcSocket(socket));
			};
		});
	}

	/** Sends one request; resolves to its result, rejects with the error's message. */
	request<T>(method: string, params: unknown[]): Promise<T> {
		return new Promise((resolve, reject) => {
			const id = this.expect(({ result, error }) => {
				if (error) {
					reject(new Error(`${method}: ${error.message} (${error.code})`));
				} else {
					resolve(result as T);
				}
			});
			this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
		});
	}

	/** Subscribes; `onItem` is given every item from the first on. Rejects if the node refuses. */
	subscribe<T>(method: string, params: unknown[], onItem: (item: T) => void): Promise<void> {
		return new Promise((resolve, reject) => {
			const id = this.expect(({ result, error }) => {
				if (error) {
					reject(new Error(`${method}: ${error.message} (${error.code})`));
				} else {
					this.subscriptions.set(result as string, onItem as (item: unknown) => void);
					resolve();
				}
			});
			this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
		});
	}

	/** Sends one request for each parameter, which must need no escaping, in one message. */
	submit(method: string, parameters: string[], onAnswer: (index: number, answer: Answer) => void): void {
		const requests = parameters.map((parameter, index) => {
			const id = this.expect((answer) => onAnswer(index, answer));
			return `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":["${parameter}"]}`;
		});
		this.socket.send(requests.length === 1 ? (requests[0] as string) : `[${requests.join(',')}]`);
	}

	close(): void {
		this.socket.close();
	}

	private expect(onAnswer: (answer: Answer) => void): number {
		const id = this.nextId++;
		this.pending.set(id, onAnswer);
		return id;
	}

	private receive(text: string): void {
		const message = JSON.parse(text) as Message | Message[];
		for (const one of Array.isArray(message) ? message : [message]) {
			if (one.params) {
				this.subscriptions.get(one.params.subscription)?.(one.params.result);
			} else if (one.id !== undefined) {
				const onAnswer = this.pending.get(one.id);
				this.pending.delete(one.id);
				onAnswer?.(one);
			}
		}
	}

	private rejectPending(): void {
		const error = { code: 0, message: 'the connection closed' };
		const open = [...this.pending.values()];
		this.pending.clear();
		open.forEach((onAnswer) => onAnswer({ error }));
	}
}
