//! The methods by name: labels must not grow with what callers send.

/// A method of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::service) struct Method(usize);

/// The paths that are known, and the last one for all others.
const NAMES: [(&str, &str); Method::COUNT] = [
    ("/clausula.v1.EvaluatorService/Evaluate", "Evaluate"),
    ("/clausula.v1.EvaluatorService/EvaluateBatch", "EvaluateBatch"),
    ("/clausula.v1.EvaluatorService/EvaluateStream", "EvaluateStream"),
    ("/clausula.v1.EvaluatorService/QuoteCancellation", "QuoteCancellation"),
    ("/clausula.v1.EvaluatorService/CompareOptions", "CompareOptions"),
    ("/clausula.v1.EvaluatorService/WriteLetter", "WriteLetter"),
    ("/clausula.v1.PolicyService/ListPolicies", "ListPolicies"),
    ("/clausula.v1.PolicyService/GetPolicy", "GetPolicy"),
    ("/clausula.v1.PolicyService/VerifyPolicy", "VerifyPolicy"),
    ("/clausula.v1.PolicyService/DescribeQuestion", "DescribeQuestion"),
    ("/clausula.v1.PolicyService/ComparePolicies", "ComparePolicies"),
    ("/clausula.v1.PolicyService/RunCases", "RunCases"),
    ("/grpc.health.v1.Health/Check", "Check"),
    ("/grpc.health.v1.Health/Watch", "Watch"),
    ("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "ServerReflectionInfo"),
    ("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "ServerReflectionInfo"),
    ("", "other"),
];

impl Method {
    /// How many there are.
    pub(super) const COUNT: usize = 17;

    /// The method with a path.
    pub(in crate::service) fn of(path: &str) -> Method {
        Method(NAMES.iter().position(|(known, _)| *known == path).unwrap_or(Method::COUNT - 1))
    }

    /// Its name, without that of its service.
    pub(super) fn name(self) -> &'static str {
        NAMES.get(self.0).map_or("other", |(_, name)| name)
    }

    /// The path that calls it, without the slash; `other` when it is not known.
    #[cfg_attr(not(feature = "otlp"), allow(dead_code))]
    pub(super) fn path(self) -> &'static str {
        let path = NAMES.get(self.0).and_then(|(path, _)| path.strip_prefix('/'));
        path.unwrap_or("other")
    }

    /// Its place among all.
    pub(super) const fn index(self) -> usize {
        self.0
    }

    /// Whether its request is one message.
    pub(in crate::service) fn asks_once(self) -> bool {
        NAMES.get(self.0).is_some_and(|(path, name)| path.starts_with("/clausula.") && *name != "EvaluateStream")
    }

    /// Whether it tells how the service is for as long as it is open.
    pub(in crate::service) fn watches(self) -> bool {
        self.name() == "Watch"
    }

    /// Whether it is asked by machines that watch the service, again and again.
    pub(super) fn is_routine(self) -> bool {
        NAMES.get(self.0).is_some_and(|(path, _)| path.starts_with("/grpc."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::wire::FILE_DESCRIPTOR_SET;
    use prost::Message;
    use prost_types::FileDescriptorSet;

    #[test]
    fn every_method_of_the_contract_has_its_name() {
        let set = FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).unwrap();
        let services = set.file.iter().flat_map(|file| file.service.iter().map(move |s| (file.package(), s)));
        let mut count = 0;
        for (package, service) in services {
            for method in &service.method {
                let path = format!("/{package}.{}/{}", service.name(), method.name());
                assert_eq!(Method::of(&path).name(), method.name(), "{path}");
                assert_eq!(Method::of(&path).asks_once(), !method.client_streaming(), "{path}");
                count += 1;
            }
        }
        assert_eq!(count, 12);
        let guess = Method::of("/clausula.v1.EvaluatorService/Guess");
        assert_eq!((guess.name(), guess.asks_once()), ("other", false));
    }
}
