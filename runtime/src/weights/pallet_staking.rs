pub type WeightInfo<T> = ::pallet_staking::weights::SubstrateWeight<T>;
