pub type WeightInfo<T> = ::pallet_session::weights::SubstrateWeight<T>;
