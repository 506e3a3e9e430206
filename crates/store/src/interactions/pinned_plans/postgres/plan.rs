//! What PostgreSQL means to do, as far as a pinned plan cares.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use tokio_postgres::{Client, SimpleQueryMessage};

use crate::{Sql, Value};

/// What a planner's mind may change with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mind {
    /// Whether it sees the values of a question.
    pub(super) sees_values: bool,
    /// What it takes a page from anywhere to cost, against one in a row.
    pub(super) random_page_cost: &'static str,
}

/// A plan.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Every index it finds rows with.
    pub(super) indexes: BTreeSet<String>,
    /// Every table it reads from end to end.
    pub(super) scanned: BTreeSet<String>,
    /// The most rows it expects to sort at once.
    pub(super) sorted: f64,
    /// The whole, to be read by whoever has to find out what went wrong.
    pub(super) text: String,
}

/// The plan of a question.
pub(super) async fn explain(client: &Client, sql: &Sql, mind: Mind) -> Plan {
    let mode = if mind.sees_values { "force_custom_plan" } else { "force_generic_plan" };
    let prepare = format!(
        "SET jit = off; SET plan_cache_mode = {mode}; SET random_page_cost = {}; PREPARE question AS {}",
        mind.random_page_cost,
        sql.text()
    );
    client.batch_execute(&prepare).await.unwrap();
    let given = match sql.values() {
        [] => String::new(),
        values => format!("({})", values.iter().map(literal).collect::<Vec<_>>().join(", ")),
    };
    let told = client.simple_query(&format!("EXPLAIN (FORMAT JSON) EXECUTE question{given}")).await.unwrap();
    client.batch_execute("DEALLOCATE question").await.unwrap();
    let json = told.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    let json: Json = serde_json::from_str(json.unwrap()).unwrap();
    let mut plan = Plan::default();
    read(&json[0]["Plan"], 0, false, &mut plan);
    plan
}

fn read(node: &Json, depth: usize, beside: bool, plan: &mut Plan) {
    let word = |name: &str| node[name].as_str().unwrap_or_default().to_owned();
    let (kind, index, table) = (word("Node Type"), word("Index Name"), word("Relation Name"));
    plan.text +=
        &format!("{:depth$}{kind} {table} {index} rows {}\n", "", node["Plan Rows"], depth = depth * 2);
    let below: Vec<&Json> = node["Plans"].as_array().into_iter().flatten().collect();
    // What is found out once, before the rows are looked for, is no way to find them.
    let beside = beside || node["Parent Relationship"] == "InitPlan";
    if !index.is_empty() && !beside {
        plan.indexes.insert(index);
    }
    if kind == "Seq Scan" {
        plan.scanned.insert(table);
    }
    if kind == "Sort" {
        let rows = below.iter().filter_map(|node| node["Plan Rows"].as_f64()).fold(0.0, f64::max);
        plan.sorted = plan.sorted.max(rows);
    }
    below.into_iter().for_each(|node| read(node, depth + 1, beside, plan));
}

fn literal(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Value::Column(values) => {
            let all: Vec<_> = values.iter().map(literal).collect();
            format!("'{{{}}}'", all.join(","))
        }
        other => panic!("no question asks with {other:?}"),
    }
}
