//! The ports that a node listens on, checked before it starts. The libraries below would go on
//! without one that is taken: RPC on another port, the network not at all.

use sc_network::multiaddr::Protocol;
use sc_service::{config::Configuration, Error as ServiceError};
use std::{
	io::ErrorKind,
	net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
};

/// A port that the node is to listen on: its purpose, the option that chooses it, and its address.
pub type Claim = (&'static str, &'static str, SocketAddr);

/// Checks that no other process has a port of this node. The error names the first that is taken.
pub fn check(config: &Configuration) -> Result<(), ServiceError> {
	claims(config).into_iter().try_for_each(check_claim)
}

fn claims(config: &Configuration) -> Vec<Claim> {
	let rpc = match &config.rpc.addr {
		Some(endpoints) => endpoints.iter().map(|endpoint| endpoint.listen_addr).collect(),
		None => vec![SocketAddr::from((Ipv4Addr::LOCALHOST, config.rpc.port))],
	};
	let network = config.network.listen_addresses.iter().filter_map(|address| {
		let mut protocols = address.iter();
		let ip = match protocols.next()? {
			Protocol::Ip4(ip) => IpAddr::V4(ip),
			Protocol::Ip6(ip) => IpAddr::V6(ip),
			_ => return None,
		};
		match protocols.next()? {
			Protocol::Tcp(port) => Some(SocketAddr::new(ip, port)),
			_ => None,
		}
	});
	let prometheus = config.prometheus_config.iter().map(|prometheus| prometheus.port);
	rpc.into_iter()
		.map(|address| ("RPC", "--rpc-port", address))
		.chain(network.map(|address| ("the network", "--port or --listen-addr", address)))
		.chain(prometheus.map(|address| ("Prometheus", "--prometheus-port", address)))
		.collect()
}

/// Checks that no other process has the port. The error names its purpose, and the option that
/// chooses another.
pub fn check_claim((purpose, option, address): Claim) -> Result<(), ServiceError> {
	match TcpListener::bind(address) {
		Err(error) if error.kind() == ErrorKind::AddrInUse => Err(ServiceError::Other(format!(
			"port {} for {purpose} is in use by another process: stop that, or choose another with \
			 {option}",
			address.port()
		))),
		// An address family that this machine lacks is for the server to judge; it may have others.
		_ => Ok(()),
	}
}
